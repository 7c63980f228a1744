import Database
import Logging
import Platform
import Protocol
import TestSupport

@testable import Coordinator

/// The machine half of a coordinator on a temporary folder, with a clock that a test moves and a listener in the place
/// of the sales.
final class MachineStand: Sendable {
    let folder: TemporaryDirectory
    let clock = ManualClock()
    let keys: DeploymentKeys
    let keyset: SignedKeyset
    let links = AgentLinks()
    let listener = RowListener()
    let runtime: Runtime

    private init() async throws {
        folder = try TemporaryDirectory()
        let clock = clock
        let now = Moment(milliseconds: clock.wallMilliseconds)
        let path = folder.path
        keys = try await DedicatedThread.run("state-files") { try DeploymentKeys.loadOrCreate(folder: path) }
        keyset = try keys.keyset(version: 1, at: now, endpoints: ["http://localhost:1"], tlsPins: [])
        runtime = Runtime(
            database: try await SQLiteDatabase.open(
                SQLiteDatabaseConfiguration(path: folder.path("coordinator.sqlite")),
                migrations: Schema.migrations,
                onFatal: { _ in }
            ),
            ids: SystemIdentifierSource(),
            clock: { Moment(milliseconds: clock.wallMilliseconds) },
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            auditKey: keys.audit
        )
    }

    /// Runs a test on a stand and closes it.
    static func run(_ body: (MachineStand) async throws -> Void) async throws {
        let stand = try await MachineStand()
        do {
            try await body(stand)
        } catch {
            await stand.runtime.database.close()
            throw error
        }
        await stand.runtime.database.close()
    }

    // The services.

    var runs: RunDesk { RunDesk(signal: links.signal) }
    var listeners: JobListeners { JobListeners(deliveries: listener, line: runs) }

    var enrolment: EnrolmentService {
        EnrolmentService(runtime: runtime, keys: keys, keyset: keyset, lost: listeners, links: links)
    }
    /// A one-time secret, made as the route makes it.
    func makeSecret(name: String, owner: String, by: String, validSeconds: Int64) async throws -> EnrolmentSecret {
        let enrolment = enrolment
        return try await runtime.perform {
            try enrolment.makeSecret(name: name, owner: owner, by: by, validSeconds: validSeconds, in: $0)
        }
    }

    var sessions: SessionService { SessionService(runtime: runtime, keys: keys, keyset: keyset, links: links) }
    var feed: CommandFeed { CommandFeed(runtime: runtime, keys: keys, links: links) }
    var receipts: ReceiptService {
        ReceiptService(runtime: runtime, keys: keys, links: links, listeners: listeners)
    }
    var telemetry: TelemetryService { TelemetryService(runtime: runtime, links: links) }
    var directory: MachineDirectory { MachineDirectory(links: links, lost: listeners) }

    // What a machine does.

    /// Asks to be enrolled and believes the answer from the root key down.
    @discardableResult
    func enrol(
        _ machine: inout RecordedMachine,
        _ secret: EnrolmentSecret? = nil
    ) async throws -> EnrolmentAnswer {
        let reply = try await enrolment.enrol(machine.enrolment(enrolment.challenge().nonce, secret))
        let keyset = try Keyset.verify(reply.keyset, root: reply.root)
        let envelope = try Envelope.parse(reply.answer, as: .enrolled)
        let answer = try envelope.verified(by: keyset.key(envelope.keyID, for: .command)).claims(EnrolmentAnswer.self)
        guard reply.root == keys.root.verifyingKey, answer.aud == machine.id, answer.nonce == RecordedMachine.nonce,
            answer.iss == keys.deployment
        else { throw TestSupportError("the answer is not believable") }
        if answer.status == .allowed { machine.adopt(answer) }
        return answer
    }

    /// A machine that is enrolled and allowed.
    func allowedMachine(_ name: String = "snack-1") async throws -> RecordedMachine {
        var machine = try RecordedMachine(name)
        try await enrol(&machine)
        try await allow(machine)
        try await enrol(&machine)
        return machine
    }

    /// Opens a session and believes the grant; nothing of it is stored by the machine yet.
    func open(_ machine: RecordedMachine, change: (inout SessionRequest) -> Void = { _ in }) async throws
        -> SessionGrant
    {
        let request = try machine.session(sessions.challenge().nonce, deployment: keys.deployment, change: change)
        let envelope = try Envelope.parse(await sessions.open(request), as: .grant)
        let grant = try envelope.verified(by: keyset.keyset.key(envelope.keyID, for: .command))
            .claims(SessionGrant.self)
        guard grant.aud == machine.id, grant.nonce == RecordedMachine.nonce, grant.iss == keys.deployment else {
            throw TestSupportError("the grant is not believable")
        }
        return grant
    }

    /// Opens a session, stores its ratchet and uses its token.
    func connect(
        _ machine: inout RecordedMachine,
        change: (inout SessionRequest) -> Void = { _ in }
    ) async throws -> AgentLinks.Session {
        let grant = try await open(machine, change: change)
        machine.ratchet = grant.ratchet
        return try await sessions.authorise(grant.token)
    }

    // What an operator does.

    func allow(_ machine: RecordedMachine) async throws {
        let (id, directory) = (machine.id.description, directory)
        try await runtime.perform { try directory.allow(id, by: "test", in: $0) }
    }

    func queue(_ body: CommandBody, sale: String? = nil, _ machine: RecordedMachine) async throws -> String {
        let id = machine.id
        return try await runtime.perform { work in
            try CommandQueue.enqueue(
                body,
                sale: sale,
                machine: id,
                expires: work.now.adding(seconds: 60),
                traceparent: work.ids.traceParent(),
                in: work
            )
        }
    }

    func deliver(_ machine: RecordedMachine, lane: String = "A1", sale: String = "sale-1") async throws -> String {
        try await queue(.deliver(CommandBody.Deliver(lane: lane, sale: sale)), sale: sale, machine)
    }

    // What is stored.

    func record(_ machine: RecordedMachine) async throws -> MachineRecord {
        let id = machine.id.description
        return try await runtime.view { try MachineRepository.get(id, in: $0) }
    }

    func command(_ id: String) async throws -> CommandQueue.Stored? {
        let deployment = keys.deployment
        return try await runtime.view { try CommandQueue.find(id, deployment: deployment, in: $0) }
    }

    func commands(_ machine: RecordedMachine, incarnation: Int64? = nil, after: Int64 = 0) async throws -> [Command] {
        let (id, deployment, incarnation) = (
            machine.id.description, keys.deployment, incarnation ?? machine.incarnation
        )
        return try await runtime.view {
            try CommandQueue.pending(
                machine: id,
                incarnation: incarnation,
                after: after,
                limit: 1_000,
                deployment: deployment,
                in: $0
            )
        }
    }

    func events(_ kind: EventKind? = nil) async throws -> [EventLog.Event] {
        try await runtime.view { try EventLog.read(after: nil, limit: 10_000, in: $0) }
            .filter { kind == nil || $0.kind == kind?.rawValue }
    }

    /// What the listener was told, in order: the call and the command.
    func calls() async throws -> [String] {
        try await events(.saleChanged).map { event in
            let data = try StrictJSON.decode([String: String].self, from: Array(event.data.utf8))
            return "\(data["call"] ?? "") \(event.subject)"
        }
    }

    func alarms() async throws -> [String] {
        try await runtime.view { try AlarmBook.list(openOnly: true, limit: 100, in: $0) }.map(\.code).sorted()
    }

    /// Every row of a table.
    func dump(_ table: String) async throws -> Set<DatabaseRow> {
        Set(try await runtime.view { try $0.transaction.rows("SELECT * FROM \(table)") })
    }
}
