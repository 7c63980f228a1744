import GPIO
import Journal
import Machine
import NIOPosix
import Protocol
import Synchronization
import TestSupport
import Testing

@testable import EdgeAgent

/// The parts of the agent that stamp, without a link: a real journal, intake, runner and line worker, and a simulated
/// line that they reach over Modbus TCP.
final class LineBench: Sendable {
    static let gtin = "09506000134352"

    let deployment: TestDeployment
    let folder: TemporaryDirectory
    let line: SimulatedLine
    let journal: Journal
    let lease: WorkLease
    let time = TrustedTime()
    let metrics = AgentMetrics()
    let worker: LineWorker
    let runner: CommandRunner
    let intake: CommandIntake
    private let counter = Mutex<Int64>(0)

    private init(
        _ deployment: TestDeployment,
        _ folder: TemporaryDirectory,
        _ line: SimulatedLine,
        _ journal: Journal,
        modbus: ModbusProfile,
        incarnation: Int64,
        patienceSeconds: Double
    ) throws {
        self.deployment = deployment
        self.folder = folder
        self.line = line
        self.journal = journal
        let writer = deployment.writer(incarnation: incarnation)
        lease = WorkLease(journal: journal, boot: "boot")
        worker = try LineWorker(
            modbus,
            at: line.endpoints,
            LineWorker.Books(journal: journal, time: time, writer: writer, lease: lease),
            logger: TestDeployment.logger,
            metrics: metrics,
            loop: MultiThreadedEventLoopGroup.singleton.any(),
            patienceSeconds: patienceSeconds
        )
        runner = CommandRunner(
            journal: journal,
            control: ControlLoop(),
            profile: TestLine.profile,
            time: time,
            writer: writer,
            logger: TestDeployment.logger,
            metrics: metrics,
            lease: lease,
            line: worker
        )
        intake = deployment.intake(journal, runner, writer, metrics)
    }

    /// Opens a bench, lets it work while `body` runs, and closes it.
    ///
    /// - Parameters:
    ///   - state: the journal's folder; a fresh one if nil.
    ///   - faults: the fault of station S1.
    static func with(
        _ deployment: TestDeployment? = nil,
        state: String? = nil,
        modbus: ModbusProfile = TestLine.modbus,
        fault: FaultScript.StationEntry? = nil,
        isAttended: Bool = true,
        incarnation: Int64 = 1,
        knowsTime: Bool = true,
        patienceSeconds: Double = 10,
        configuration: JournalConfiguration = JournalConfiguration(),
        _ body: (LineBench) async throws -> Void
    ) async throws {
        let folder = try TemporaryDirectory()
        let journal = try await TestDeployment.openJournal(
            in: state ?? folder.path("state"),
            incarnation: incarnation,
            configuration: configuration
        )
        var script = FaultScript()
        if let fault { script.stations["S1"] = fault }
        let line = try SimulatedLine(modbus, script: script, isAttended: isAttended)
        let bench = try LineBench(
            try deployment ?? TestDeployment(),
            folder,
            line,
            journal,
            modbus: modbus,
            incarnation: incarnation,
            patienceSeconds: patienceSeconds
        )
        let last = try await journal.read { try $0.identity().lastCounter }
        bench.counter.withLock { $0 = last }
        if knowsTime { bench.learnTime() }
        do {
            try await bench.working { try await body(bench) }
        } catch {
            await bench.close()
            throw error
        }
        await bench.close()
    }

    private func close() async {
        line.close()
        await journal.close()
    }

    private func working(_ body: () async throws -> Void) async throws {
        let waiting = try await journal.read { try $0.receivedWithoutIntent() }
        for received in waiting { runner.run(try AcceptedCommand(received)) }
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

    func learnTime() {
        time.set(milliseconds: TestDeployment.now * 1_000, monotonicNanoseconds: SystemClock.monotonicNanoseconds)
    }

    /// Sends a command as the coordinator would; gives its id.
    @discardableResult
    func send(_ body: CommandBody, expires: Int64 = TestDeployment.now + 600) async throws -> String {
        let next = counter.withLock { counter in
            counter += 1
            return counter
        }
        let claims = deployment.claims(next, body, expires: expires)
        #expect(try await intake.take(try deployment.sign(claims)) == .proceed)
        return claims.jti
    }

    /// Sends a command and waits for what it is answered with.
    func ask(_ body: CommandBody, expires: Int64 = TestDeployment.now + 600) async throws -> ReceiptBody {
        let first = try await journal.read { try $0.identity().nextSequence }
        let command = try await send(body, expires: expires)
        var answer: ReceiptBody?
        try await eventually("command \(command) is answered", timeoutSeconds: 60) {
            answer = try await self.receipts(from: first).first { $0.re == command }?.body
            return answer != nil
        }
        return try #require(answer)
    }

    /// Grants a block of serials with this beginning.
    func grant(_ block: String, _ prefix: String, count: Int) async throws {
        let serials = (1...count).map { "\(prefix)\($0)" }
        let answer = try await ask(
            .grantBlock(SerialBlockGrant(block: block, gtin: Self.gtin, serials: serials))
        )
        #expect(answer == .blockGranted(SerialBlockGranted(block: block, gtin: Self.gtin, count: count)))
    }

    /// What is told of a run of the bench's product.
    static func report(
        _ run: String,
        of count: Int,
        _ state: RunState,
        commissioned: Int = 0,
        reason: String? = nil
    ) -> RunReport {
        RunReport(
            run: run,
            gtin: gtin,
            count: count,
            state: state,
            commissioned: commissioned,
            scrapped: 0,
            unusable: 0,
            reason: reason
        )
    }

    func start(_ run: String, count: Int) async throws -> ReceiptBody {
        try await ask(.startRun(RunStart(run: run, gtin: Self.gtin, count: count)))
    }

    /// Every receipt in the journal from a sequence on, believed as the coordinator would.
    func receipts(from sequence: Int64 = 1) async throws -> [Receipt] {
        let stored = try await journal.read { try $0.keptReceipts(fromSequence: sequence, limit: 10_000) }
        return try stored.map { receipt in
            try Receipt.verify(
                String(decoding: receipt.payload, as: UTF8.self),
                machine: deployment.keys.machine,
                keys: [deployment.keys.operational.verifyingKey],
                deployment: deployment.root.keyID
            )
        }
    }

    /// The reports of units, in their order.
    func stamps() async throws -> [StampReport] { try await receipts().compactMap(\.stamp) }

    /// Waits until a run has this state, and gives its last report.
    @discardableResult
    func run(_ id: String, is state: RunState, timeoutSeconds: Double = 60) async throws -> RunReport {
        var report: RunReport?
        try await eventually("run \(id) is \(state.rawValue)", timeoutSeconds: timeoutSeconds) {
            report = try await self.receipts().compactMap(\.run).last { $0.run == id }
            return report?.state == state
        }
        return try #require(report)
    }

    /// How often each serial was put on a unit.
    var marks: [String: Int] { line.withPLC("S1") { $0.marks } ?? [:] }

    /// How many units were diverted.
    var rejections: Int { line.withPLC("S1") { $0.rejections } ?? 0 }
}

extension Receipt {
    /// The report of a unit.
    var stamp: StampReport? {
        guard case .stamp(let report) = body else { return nil }
        return report
    }

    /// The report of a run.
    var run: RunReport? {
        guard case .run(let report) = body else { return nil }
        return report
    }
}

extension ReceiptBody {
    /// The code of a refusal.
    var refusal: WireCode? {
        guard case .refused(let refusal) = self else { return nil }
        return refusal.code
    }
}
