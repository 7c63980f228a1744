import Journal
import Protocol

/// How far the coordinator has the receipts, as its answers of one session say. Pure. An answer is not signed, and a
/// proxy may stand in between, so it is held against what was sent.
struct ReceiptCursor: Equatable {
    /// The most bytes of receipts in one post, which leaves room for the JSON around them.
    static let maximumBytes = ProtocolLimits.receiptsPostBytes * 7 / 8

    /// Every receipt up to here is stored at the coordinator.
    private(set) var through: Int64

    /// Starts where the session's grant says.
    init(through: Int64) { self.through = through }

    /// As many of the receipts, from the first on, as fit into one post.
    static func batch(_ receipts: [StoredReceipt]) -> [ReceiptsPost.Item] {
        var room = maximumBytes
        return receipts.prefix { receipt in
            room -= receipt.payload.count
            return room >= 0
        }.map { ReceiptsPost.Item(seq: $0.sequence, receipt: String(decoding: $0.payload, as: UTF8.self)) }
    }

    /// Takes the answer to a post of `sent`.
    /// - Parameter nextSequence: what the journal gives out next.
    /// - Returns: the receipts of the post that were not believed.
    /// - Throws: `link` when the answer speaks of receipts that were never made: nothing of it is taken.
    mutating func take(
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
