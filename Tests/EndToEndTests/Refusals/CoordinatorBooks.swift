import Database
import Logging
import Protocol
import Synchronization
import TestSupport

@testable import Coordinator

/// The coordinator's half of the link, without a network: a database in a temporary folder and what applies receipts.
final class CoordinatorBooks: Sendable {
    /// What the sales were told of their commands.
    final class Sales: DeliveryListener {
        private let heard = Mutex<[String]>([])

        var all: [String] { heard.withLock { $0 } }

        func delivered(_ report: DeliveryReport, command: String, in work: Work) throws {
            heard.withLock { $0.append("\(command) \(report.status.rawValue) \(report.reason ?? "")") }
        }

        func recovered(_ report: DeliveryReport, command: String, machine: MachineRecord, in work: Work) {}

        func refused(command: String, code: WireCode, detail: String, in work: Work) throws {
            heard.withLock { $0.append("\(command) refused \(code.rawValue)") }
        }

        func lost(command: String, in work: Work) throws { heard.withLock { $0.append("\(command) lost") } }
    }

    let clock: ManualClock
    let runtime: Runtime
    let sales = Sales()
    let machine: MachineID
    private let deployment: String
    private let folder: TemporaryDirectory
    private let database: SQLiteDatabase

    /// Opens books that know one machine, allowed for its first incarnation.
    init(machine: MachineID, identity: SigningKey, operational: SigningKey, deployment: String) async throws {
        let folder = try TemporaryDirectory()
        let clock = ManualClock()
        self.folder = folder
        self.clock = clock
        self.machine = machine
        self.deployment = deployment
        database = try await SQLiteDatabase.open(
            SQLiteDatabaseConfiguration(path: folder.path("coordinator.sqlite")),
            migrations: Schema.migrations,
            onFatal: { _ in }
        )
        runtime = Runtime(
            database: database,
            ids: SystemIdentifierSource(),
            clock: { Moment(milliseconds: clock.wallMilliseconds) },
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            auditKey: SigningKey()
        )
        let request = EnrolmentRequest(
            iss: machine,
            identity: identity.verifyingKey,
            keys: MachineKeys(current: operational.verifyingKey),
            iat: 0,
            challenge: "challenge",
            nonce: "nonce-0123456789",
            secretID: nil,
            secretProof: nil
        )
        try await runtime.perform { work in
            try MachineRepository.saveRequest(request, owner: Owner.operator, in: work)
            try MachineRepository.allow(try MachineRepository.get(machine.description, in: work), by: "test", in: work)
        }
    }

    func close() async { await database.close() }

    /// Queues deliveries and gives the commands as the machine gets them.
    func order(_ count: Int, lane: String = "A1", validSeconds: Int64 = 600) async throws -> [Command] {
        let (machine, deployment) = (machine, deployment)
        return try await runtime.perform { work in
            try (0..<count).map { number in
                let id = try CommandQueue.enqueueDelivery(
                    lane: lane,
                    sale: "sale-\(number)",
                    machine: machine,
                    expires: work.now.adding(seconds: validSeconds),
                    traceparent: work.ids.traceParent(),
                    in: work
                )
                guard let stored = try CommandQueue.find(id, deployment: deployment, in: work) else {
                    throw TestSupportError("command \(id) was not queued")
                }
                return stored.command
            }
        }
    }

    /// Applies a post as the route does, in one transaction.
    func apply(_ post: ReceiptsPost) async throws -> ReceiptsReply {
        let applier = ReceiptApplier(
            deployment: deployment,
            listeners: JobListeners(deliveries: sales, line: RunDesk(signal: AgentLinks().signal))
        )
        let id = machine.description
        return try await runtime.perform { work in try applier.apply(post, machine: id, in: work).reply }
    }

    func record() async throws -> MachineRecord {
        let id = machine.description
        return try await runtime.view { work in try MachineRepository.get(id, in: work) }
    }

    /// The codes of the audited refusals, oldest first.
    func auditedRefusals() async throws -> [String] {
        try await runtime.view { work in
            try EventLog.read(after: nil, limit: 10_000, in: work).filter {
                $0.kind == EventKind.commandRefused.rawValue
            }
            .map { try StrictJSON.decode([String: String].self, from: Array($0.data.utf8))["code"] ?? "" }
        }
    }

    /// How often an event happened.
    func events(_ kind: EventKind) async throws -> Int {
        try await runtime.view { work in
            try EventLog.read(after: nil, limit: 10_000, in: work).count { $0.kind == kind.rawValue }
        }
    }

    /// The sequences of the stored receipts with their codes of rejection, in order.
    func storedReceipts() async throws -> [(sequence: Int64, rejected: String?)] {
        try await runtime.view { work in
            try work.transaction.rows("SELECT sequence, rejected FROM receipt ORDER BY sequence", [:])
                .map { (try $0.int64("sequence"), try $0.optionalText("rejected")) }
        }
    }

    func commands(inState state: String) async throws -> Int64 {
        try await runtime.view { work in
            try work.transaction.first(
                "SELECT count(*) AS n FROM command WHERE state = $state",
                ["state": .text(state)]
            )?
            .int64("n") ?? 0
        }
    }
}
