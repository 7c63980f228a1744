import GPIO
import Journal
import Logging
import Machine
import Platform
import Protocol
import TestSupport

@testable import EdgeAgent

/// The machine's half of the link, without a network: intake, runner, journal, and a chip whose inputs never change,
/// because nothing here may move.
final class MachineBench: Sendable {
    let root = SigningKey()
    let command = SigningKey()
    let keys: AgentKeys
    let intake: CommandIntake
    let runner: CommandRunner
    let journal: Journal
    let time = TrustedTime()
    let chip: SimulatedChip
    private let control = ControlLoop()
    private let folder: TemporaryDirectory

    static let motor = LineName(chip: "test", line: "motor")
    private static let home = LineName(chip: "test", line: "home")
    private static let drop = LineName(chip: "test", line: "drop")

    private static let profile = MachineProfile(
        name: "test",
        board: "simulated",
        chip: "test",
        lanes: [
            Lane(
                id: "A1",
                motor: OutputLine(name: motor),
                home: InputLine(name: home),
                drop: InputLine(name: drop),
                maxOnMilliseconds: 500,
                minimumOffMilliseconds: 10,
                homeTimeoutMilliseconds: 400,
                dropWindowMilliseconds: 100,
                capacity: 5
            )
        ],
        interlocks: [],
        limits: MachineLimits(watchdogMilliseconds: 2_000, settleMilliseconds: 10)
    )

    init(configuration: JournalConfiguration = JournalConfiguration()) async throws {
        folder = try TemporaryDirectory()
        let identity = SigningKey()
        keys = AgentKeys(
            identity: identity,
            operational: SigningKey(),
            machine: try MachineID(name: "lobby-1", identity: identity.verifyingKey)
        )
        journal = try await Journal.open(
            directory: folder.path("state"),
            configuration: configuration,
            onFatal: { _ in }
        ).journal
        try await journal.transact { try $0.adopt(incarnation: 1, lastCounter: 0, nextSequence: 1) }
        chip = SimulatedChip(lines: [Self.motor, Self.home, Self.drop])
        chip.setInput(Self.home, .high)
        chip.setInput(Self.drop, .low)
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let writer = ReceiptWriter(keys: keys, deployment: root.keyID, incarnation: 1, boot: "boot")
        runner = CommandRunner(
            journal: journal,
            control: control,
            profile: Self.profile,
            time: time,
            writer: writer,
            logger: logger,
            metrics: AgentMetrics(),
            lease: WorkLease(journal: journal, boot: "boot")
        )
        let keyset = Keyset(
            root: root.verifyingKey,
            version: 1,
            iat: 0,
            keys: [Keyset.Entry(use: .command, key: command.verifyingKey)],
            endpoints: [],
            tlsPins: []
        )
        intake = CommandIntake(
            journal: journal,
            verifier: CommandVerifier(machine: keys.machine, incarnation: 1, keyset: keyset),
            writer: writer,
            runner: runner,
            memory: RefusalMemory(),
            logger: logger,
            metrics: AgentMetrics()
        )
        try await control.start(
            profile: Self.profile,
            provider: chip.provider,
            notifier: ServiceNotifier(environment: [:])
        )
    }

    func close() async {
        control.stop()
        try? await control.ended()
        await journal.close()
    }

    /// The coordinator's books of this machine.
    func books() async throws -> CoordinatorBooks {
        let books = try await CoordinatorBooks(
            machine: keys.machine,
            identity: keys.identity,
            operational: keys.operational,
            deployment: root.keyID
        )
        time.set(milliseconds: books.clock.wallMilliseconds, monotonicNanoseconds: SystemClock.monotonicNanoseconds)
        return books
    }

    func sign(_ claims: Command, with key: SigningKey? = nil) throws -> String {
        try Envelope.sign(claims, as: .command, with: key ?? command).compact
    }

    /// Signs any text as the payload of any header.
    func forge(_ payload: String, alg: String = "EdDSA") throws -> String {
        let header = #"{"alg":"\#(alg)","kid":"\#(command.keyID)","typ":"mintmark-command+jwt"}"#
        let signed = "\(Base64URL.encode(Array(header.utf8))).\(Base64URL.encode(Array(payload.utf8)))"
        return "\(signed).\(Base64URL.encode(try command.signature(for: Array(signed.utf8))))"
    }

    /// Lets the runner work while `body` runs.
    func working(_ body: () async throws -> Void) async throws {
        async let work: Void = runner.work()
        do {
            try await body()
        } catch {
            runner.finish()
            try? await work
            throw error
        }
        runner.finish()
        try await work
    }

    /// Everything that waits for the coordinator, once there are so many receipts.
    func post(receipts count: Int) async throws -> ReceiptsPost {
        try await eventually("there are \(count) receipts") {
            try await self.journal.read { try $0.keptReceipts(fromSequence: 1, limit: 64).count } >= count
        }
        let (stored, counter) = try await journal.read { store in
            (try store.keptReceipts(fromSequence: 1, limit: 64), try store.identity().lastCounter)
        }
        return ReceiptsPost(inc: 1, counter: counter, items: ReceiptCursor.batch(stored))
    }

    /// Whether the motor was ever turned on is seen by whoever watches the chip from the start.
    func watchMotor(_ onTurn: @escaping @Sendable () -> Void) {
        chip.observeOutputs { change in
            if change.line == Self.motor, change.voltage == .high { onTurn() }
        }
    }
}
