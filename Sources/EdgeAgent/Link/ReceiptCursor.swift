package import Journal
package import Protocol

/// How far the coordinator has the receipts, as its answers of one session say. Pure. An answer is not signed, and a
/// proxy may stand in between, so it is held against what was sent.
package struct ReceiptCursor: Equatable {
    /// The most bytes of receipts in one post, which leaves room for the JSON around them.
    static let maximumBytes = ProtocolLimits.receiptsPostBytes * 7 / 8

    /// Every receipt up to here is stored at the coordinator.
    package private(set) var through: Int64

    /// Starts where the session's grant says.
    package init(through: Int64) { self.through = through }

    /// As many of the receipts, from the first on, as fit into one post.
    package static func batch(_ receipts: [StoredReceipt]) -> [ReceiptsPost.Item] {
        var room = maximumBytes
        return receipts.prefix { receipt in
            room -= receipt.payload.count
            return room >= 0
        }.map { ReceiptsPost.Item(seq: $0.sequence, receipt: String(decoding: $0.payload, as: UTF8.self)) }
    }

    /// A post, and what its sender has to know of the journal that it was made from.
    package struct Made: Sendable {
        /// What is sent.
        package let post: ReceiptsPost
        /// What the journal gives out next.
        package let nextSequence: Int64
        /// Whether there may be more receipts to send.
        package let hasMore: Bool
    }

    /// Makes a post of the receipts from a sequence on; it acknowledges commands too, so it may have none.
    package static func post(
        from sequence: Int64,
        limit: Int,
        _ incarnation: Int64,
        _ store: JournalStore
    ) throws -> Made {
        let (receipts, identity) = (
            try store.keptReceipts(fromSequence: sequence, limit: limit), try store.identity()
        )
        let items = batch(receipts)
        return Made(
            post: ReceiptsPost(
                inc: incarnation,
                counter: identity.lastCounter,
                items: items,
                next: identity.nextSequence,
                open: identity.openCommands,
                oldest: identity.oldestSequence
            ),
            nextSequence: identity.nextSequence,
            hasMore: items.count < receipts.count || receipts.count == limit
        )
    }

    /// Keeps an answer that was taken, in one transaction.
    package static func keep(
        through: Int64,
        _ rejected: [ReceiptsReply.Rejection],
        at now: JournalInstant,
        in store: JournalStore
    ) throws {
        for rejection in rejected {
            try store.reject(sequence: rejection.seq, code: rejection.code.rawValue, at: now)
        }
        try store.acknowledge(through: through, at: now)
    }

    /// Takes the answer to a post of `sent`.
    /// - Parameter nextSequence: what the journal gives out next.
    /// - Returns: the receipts of the post that were not believed.
    /// - Throws: `link` when the answer speaks of receipts that were never made: nothing of it is taken.
    package mutating func take(
        _ reply: ReceiptsReply,
        sent: [ReceiptsPost.Item],
        nextSequence: Int64
    ) throws(AgentError) -> [ReceiptsReply.Rejection] {
        guard (0..<nextSequence).contains(reply.through) else {
            throw AgentError(.link, "The answer acknowledges receipt \(reply.through), which was never made.")
        }
        let numbers = Set(sent.map(\.seq))
        guard reply.rejected.allSatisfy({ numbers.contains($0.seq) }) else {
            throw AgentError(.link, "The answer rejects a receipt that was not in the post.")
        }
        through = max(through, reply.through)
        return reply.rejected
    }
}
