import Journal
import Protocol

/// The coordinator's side of one machine, as far as promises go: commands that it repeats until they are answered, and
/// receipts that it keeps for good.
struct ModelCoordinator {
    /// A command with its envelope, signed once.
    struct Order {
        let command: Command
        let incoming: IncomingCommand
    }

    /// The commands, by their counter from 1.
    let orders: [Order]
    /// The counter of the last command that the machine has acknowledged.
    private(set) var acknowledged: Int64 = 0
    /// The receipts, in the order of their sequences.
    private(set) var receipts: [StoredReceipt] = []

    /// - Parameter bodies: what the machine is to do, in order.
    init(_ bodies: [CommandBody], at now: JournalInstant) throws {
        let key = try SigningKey(rawRepresentation: Array(repeating: 7, count: 32))
        let machine = try MachineID(name: "exhaustive", identity: key.verifyingKey)
        orders = try bodies.enumerated().map { index, body in
            let command = Command(
                iss: "deployment",
                aud: machine,
                jti: Identifier.make(
                    milliseconds: now.wallMilliseconds,
                    random: Array(repeating: UInt8(index), count: 10)
                ),
                iat: now.wallMilliseconds / 1_000,
                exp: now.wallMilliseconds / 1_000 + 3_600,
                inc: 1,
                cnt: Int64(index + 1),
                traceparent: TraceParent.make(
                    trace: Array(repeating: 1, count: 16),
                    span: Array(repeating: 1, count: 8)
                ),
                body: body
            )
            return Order(
                command: command,
                incoming: IncomingCommand(
                    id: command.jti,
                    counter: command.cnt,
                    bodyHash: try command.bodyHash(),
                    envelope: Array(try Envelope.sign(command, as: .command, with: key).compact.utf8),
                    traceparent: command.traceparent,
                    received: now
                )
            )
        }
    }

    /// The machine says that a command is on its disk.
    mutating func acknowledge(_ counter: Int64) { acknowledged = max(acknowledged, counter) }

    /// Takes a receipt, which may come again but never with another content, and never before the one in front of it.
    mutating func take(_ receipt: StoredReceipt) throws {
        if let known = receipts.first(where: { $0.sequence == receipt.sequence }) {
            return try require(known == receipt, "receipt \(receipt.sequence) came again with another content")
        }
        let next = (receipts.last?.sequence ?? 0) + 1
        try require(receipt.sequence == next, "receipt \(receipt.sequence) came, \(next) never did")
        receipts.append(receipt)
    }

    /// What a command was answered with.
    func answers(to command: Command) throws -> [ReceiptBody] {
        try receipts.filter { $0.commandID == command.jti }.map {
            try StrictJSON.decode(ReceiptBody.self, from: $0.payload)
        }
    }
}
