import FoundationEssentials
import GPIO
import Journal
import Machine
import Platform
import Protocol
import Signals
import TestSupport
import Testing

@testable import EdgeAgent

/// The parts of the agent that decide and act, without a link: a real journal, a simulated machine, intake and runner.
final class Bench: Sendable {
    let deployment: TestDeployment
    let folder: TemporaryDirectory
    let state: String
    let world: SimulatedWorld
    let journal: Journal
    let lease: WorkLease
    let control = ControlLoop()
    let time = TrustedTime()
    let runner: CommandRunner
    let intake: CommandIntake
    let metrics = AgentMetrics()

    private init(
        _ deployment: TestDeployment,
        _ folder: TemporaryDirectory,
        _ state: String,
        _ world: SimulatedWorld,
        _ journal: Journal,
        incarnation: Int64
    ) {
        self.deployment = deployment
        self.folder = folder
        self.state = state
        self.world = world
        self.journal = journal
        let writer = deployment.writer(incarnation: incarnation)
        lease = WorkLease(journal: journal, boot: "boot")
        runner = CommandRunner(
            journal: journal,
            control: control,
            profile: world.profile,
            time: time,
            writer: writer,
            logger: TestDeployment.logger,
            metrics: metrics,
            lease: lease
        )
        intake = deployment.intake(journal, runner, writer, metrics)
    }

    /// Opens the journal in `state`, a fresh one in a folder of its own if nil, and takes the lines.
    static func open(
        _ deployment: TestDeployment? = nil,
        state: String? = nil,
        faults: String = "",
        incarnation: Int64 = 1,
        knowsTime: Bool = true,
        configuration: JournalConfiguration = JournalConfiguration()
    ) async throws -> Bench {
        let folder = try TemporaryDirectory()
        let state = state ?? folder.path("state")
        let journal = try await TestDeployment.openJournal(
            in: state,
            incarnation: incarnation,
            configuration: configuration
        )
        let bench = Bench(
            try deployment ?? TestDeployment(),
            folder,
            state,
            try SimulatedWorld(faults: faults),
            journal,
            incarnation: incarnation
        )
        if knowsTime { bench.learnTime() }
        try await bench.control.start(
            profile: bench.world.profile,
            provider: bench.world.chip.provider,
            notifier: ServiceNotifier(environment: [:])
        )
        return bench
    }

    /// Opens a bench, uses it, and closes it.
    static func with(
        _ deployment: TestDeployment? = nil,
        state: String? = nil,
        faults: String = "",
        incarnation: Int64 = 1,
        knowsTime: Bool = true,
        configuration: JournalConfiguration = JournalConfiguration(),
        _ body: (Bench) async throws -> Void
    ) async throws {
        let bench = try await open(
            deployment,
            state: state,
            faults: faults,
            incarnation: incarnation,
            knowsTime: knowsTime,
            configuration: configuration
        )
        do {
            try await body(bench)
        } catch {
            await bench.close()
            throw error
        }
        await bench.close()
    }

    func close() async {
        control.stop()
        try? await control.ended()
        world.stop()
        await journal.close()
    }

    /// The coordinator's time becomes known, as with a session.
    func learnTime() {
        time.set(milliseconds: TestDeployment.now * 1_000, monotonicNanoseconds: SystemClock.monotonicNanoseconds)
        runner.timeKnown.notify()
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

    /// Every receipt in the journal, believed as the coordinator would.
    func receipts() async throws -> [Receipt] {
        let stored = try await journal.read { try $0.keptReceipts(fromSequence: 1, limit: 1_000) }
        return try stored.map { receipt in
            try Receipt.verify(
                String(decoding: receipt.payload, as: UTF8.self),
                machine: deployment.keys.machine,
                keys: [deployment.keys.operational.verifyingKey],
                deployment: deployment.root.keyID
            )
        }
    }

    /// Waits until there are so many receipts.
    @discardableResult
    func receipts(count: Int) async throws -> [Receipt] {
        try await eventually("there are \(count) receipts") { try await self.receipts().count >= count }
        let receipts = try await receipts()
        #expect(receipts.count == count)
        return receipts
    }

    func identity() async throws -> JournalIdentity { try await journal.read { try $0.identity() } }

    /// Copies the state as the disk holds it at this moment: what a process finds that starts after this one was
    /// killed.
    func snapshot(_ name: String) throws -> String {
        let copy = folder.path(name)
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
        for file in try FileManager.default.contentsOfDirectory(atPath: state) where !file.hasSuffix("lock") {
            try FileManager.default.copyItem(atPath: "\(state)/\(file)", toPath: "\(copy)/\(file)")
        }
        return copy
    }
}

extension Receipt {
    /// The report of a delivery.
    var delivery: DeliveryReport? {
        guard case .delivery(let report) = body else { return nil }
        return report
    }

    /// The code of a refusal.
    var refusal: WireCode? {
        guard case .refused(let refusal) = body else { return nil }
        return refusal.code
    }
}
