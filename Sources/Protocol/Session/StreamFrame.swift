/// One line of the command stream: `GET /v1/agent/commands?after=N` answers with these, a line each, for as long as
/// the link lives.
package struct StreamFrame: Hashable, Sendable, Codable {
    /// The owner's epoch; a machine refuses one lower than it has seen.
    package var epoch: Int64
    /// The coordinator's wall time, milliseconds since 1970.
    package var time: Int64
    /// A command envelope; without it the frame is a heartbeat.
    package var command: String?

    /// Makes a frame.
    package init(epoch: Int64, time: Int64, command: String? = nil) {
        self.epoch = epoch
        self.time = time
        self.command = command
    }
}

/// The answer to `POST /v1/agent/receipts`, given after the commit that stored them.
package struct ReceiptsReply: Hashable, Sendable, Codable {
    /// A receipt that was stored but not believed. It is alarmed, and counts as acknowledged so that nothing blocks.
    package struct Rejection: Hashable, Sendable, Codable {
        /// Its sequence number.
        package var seq: Int64
        /// Why.
        package var code: WireCode

        /// Makes a rejection.
        package init(seq: Int64, code: WireCode) {
            self.seq = seq
            self.code = code
        }
    }

    /// Every receipt up to here is stored.
    package var through: Int64
    /// Those among them that were not believed.
    package var rejected: [Rejection]

    /// Makes a reply.
    package init(through: Int64, rejected: [Rejection]) {
        self.through = through
        self.rejected = rejected
    }
}

/// The body of `POST /v1/agent/receipts`: receipt envelopes by rising sequence, with the sequence beside each so that
/// an unreadable one can still be counted.
package struct ReceiptsPost: Hashable, Sendable, Codable {
    /// One receipt.
    package struct Item: Hashable, Sendable, Codable {
        /// Its sequence number.
        package var seq: Int64
        /// The envelope.
        package var receipt: String

        /// Makes an item.
        package init(seq: Int64, receipt: String) {
            self.seq = seq
            self.receipt = receipt
        }
    }

    /// The incarnation.
    package var inc: Int64
    /// The highest command counter whose command is on the machine's disk: the acknowledgement of the commands.
    package var counter: Int64
    /// The receipts; none when only commands are acknowledged.
    package var items: [Item]
    /// The sequence that the journal gives next, when the post was made.
    package var next: Int64?
    /// How many commands are on the machine's disk whose outcome it does not know yet.
    package var open: Int64?
    /// The oldest receipt that the machine still has; `next` when it has none.
    package var oldest: Int64?

    /// Makes a post.
    package init(
        inc: Int64,
        counter: Int64,
        items: [Item],
        next: Int64? = nil,
        open: Int64? = nil,
        oldest: Int64? = nil
    ) {
        self.inc = inc
        self.counter = counter
        self.items = items
        self.next = next
        self.open = open
        self.oldest = oldest
    }
}

/// The answer to `POST /v1/agent/telemetry`.
package struct TelemetryReply: Hashable, Sendable, Codable {
    /// Every item up to here was taken.
    package var through: Int64

    /// Makes a reply.
    package init(through: Int64) { self.through = through }
}

/// An error as RFC 9457 problem details, with our stable code.
package struct Problem: Hashable, Sendable, Codable {
    /// The HTTP status.
    package var status: Int
    /// The stable code.
    package var code: String
    /// In short.
    package var title: String
    /// What to do next.
    package var detail: String

    /// Makes a problem.
    package init(status: Int, code: String, title: String, detail: String) {
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail
    }
}
