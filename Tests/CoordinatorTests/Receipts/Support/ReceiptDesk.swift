import Database
import Protocol
import TestSupport

@testable import Coordinator

/// A connected machine that posts receipts.
struct ReceiptDesk {
    let stand: MachineStand
    var machine: RecordedMachine
    var session: AgentLinks.Session

    init(_ stand: MachineStand) async throws {
        self.stand = stand
        var machine = try await stand.allowedMachine()
        session = try await stand.connect(&machine)
        self.machine = machine
    }

    static func report(_ status: DeliveryStatus = .finished, lane: String = "A1", sale: String = "sale-1")
        -> ReceiptBody
    {
        .delivery(DeliveryReport(lane: lane, sale: sale, status: status))
    }

    static func refusal(_ code: WireCode) -> ReceiptBody {
        .refused(ReceiptBody.Refusal(code: code, detail: "because", envelope: String(repeating: "0", count: 64)))
    }

    func receipt(
        _ sequence: Int64,
        _ command: String?,
        _ body: ReceiptBody,
        key: SigningKey? = nil,
        change: (inout Receipt) -> Void = { _ in }
    ) throws -> ReceiptsPost.Item {
        try machine.receipt(
            sequence,
            answering: command,
            body,
            deployment: stand.keys.deployment,
            key: key,
            change: change
        )
    }

    @discardableResult
    func post(_ items: [ReceiptsPost.Item], counter: Int64 = 0) async throws -> ReceiptsReply {
        let post = ReceiptsPost(inc: session.incarnation, counter: counter, items: items)
        return try await stand.receipts.take(StrictJSON.encode(post), from: session)
    }

    /// Everything that a post could have changed.
    func everything() async throws -> [Set<DatabaseRow>] {
        var tables: [Set<DatabaseRow>] = []
        for table in ["event", "alarm", "machine", "command", "receipt", "transfer"] {
            tables.append(try await stand.dump(table))
        }
        return tables
    }
}
