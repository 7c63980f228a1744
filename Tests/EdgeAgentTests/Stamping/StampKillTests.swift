import Glibc
import GPIO
import Journal
import Logging
import Machine
import NIOPosix
import Protocol
import TestSupport
import Testing

@testable import EdgeAgent

/// Names the folder and the line's port, for the child.
private let stateVariable = "MINTMARK_STAMPING_STATE"
private let portVariable = "MINTMARK_STAMPING_PORT"

/// A real process, killed with SIGKILL at each named step of a unit; the line outlives it. This program starts itself
/// again with a filter that runs only `StampingChild`.
@Suite("Killed while stamping", .timeLimit(.minutes(5)))
struct StampKillTests {
    @Test(arguments: StampStep.allCases)
    func noSerialIsMarkedTwice(step: StampStep) async throws {
        let folder = try TemporaryDirectory()
        var script = FaultScript()
        if step == .gateTold { script.stations["S1"] = .init(.misread, commands: 1) }
        let line = try SimulatedLine(TestLine.modbus, script: script)
        defer { line.close() }
        let deployment = try TestDeployment()
        let keys = try AgentKeys.loadOrCreate(name: "line-1", directory: folder.path)
        try await prepare(folder.path, keys, deployment)

        let first = try child(folder.path, line, killedAt: step)
        #expect(try await first.waitUntilExit(timeoutSeconds: 60) == 128 + SIGKILL, "\(first.lines)")
        let second = try child(folder.path, line, killedAt: nil)
        #expect(try await second.waitUntilExit(timeoutSeconds: 60) == 0, "\(second.lines)")

        let (store, _) = try JournalStore.open(directory: folder.path)
        let run = try #require(try store.run("r1"))
        #expect(run.state == RunState.ended.rawValue)
        #expect(run.commissioned == 2)
        #expect(try store.openStamps() == [])
        let stamps = try store.keptReceipts(fromSequence: 1, limit: 100).compactMap { stored in
            try Receipt.verify(
                String(decoding: stored.payload, as: UTF8.self),
                machine: keys.machine,
                keys: [keys.ring.filed.verifyingKey],
                deployment: "deployment"
            ).stamp
        }
        let marks = line.withPLC("S1") { $0.marks } ?? [:]
        #expect(marks.values.allSatisfy { $0 == 1 }, "\(marks)")
        #expect(Set(stamps.map(\.serial)).count == stamps.count)
        #expect(stamps.first?.status == expected(step), "\(stamps)")
        for stamp in stamps { #expect(marks[stamp.serial] ?? 0 == (stamp.status == .cannotStart ? 0 : 1)) }
        #expect(line.withPLC("S1") { $0.rejections } == (step == .gateTold ? 1 : 0))
    }

    /// How the first serial ends when the process is killed at the step.
    private func expected(_ step: StampStep) -> Protocol.StampStatus {
        switch step {
        case .intentCommitted, .payloadWritten, .payloadConfirmed, .commandDue: .cannotStart
        case .gateTold: .scrapped
        case .unitBegun, .countersRead, .intentDue, .commandWritten, .markPolled, .readBackDue, .readBackSeen,
            .unitDecided, .outcomeCommitted:
            .commissioned
        }
    }

    /// A run of two units begins.
    private func prepare(_ state: String, _ keys: AgentKeys, _ deployment: TestDeployment) async throws {
        let (store, _) = try JournalStore.open(directory: state)
        try store.adopt(incarnation: 1, lastCounter: 0, nextSequence: 1)
        _ = try store.grantBlock(id: "b1", gtin: LineBench.gtin, serials: ["A1", "A2", "A3", "A4"], digest: [1])
        try store.startRun(
            StoredRun(
                id: "r1",
                incarnation: 1,
                commandID: TestDeployment.id(1),
                traceparent: nil,
                gtin: LineBench.gtin,
                count: 2,
                state: RunState.running.rawValue
            )
        )
        try store.willClose()
    }

    private func child(_ state: String, _ line: SimulatedLine, killedAt step: StampStep?) throws -> ChildProcess {
        guard case .tcp(_, let port) = line.endpoints["line"] else { throw TestSupportError("the line has no port") }
        return try ChildProcess(
            "/proc/self/exe",
            arguments: ["--testing-library", "swift-testing", "--filter", "StampingChild"],
            environment: [
                stateVariable: state, portVariable: String(port), "MINTMARK_KILL_AT": step?.rawValue ?? "",
            ]
        )
    }
}

/// Runs only in the child: stamps until the run has ended, or it is killed.
@Suite("StampingChild", .enabled(if: getenv(stateVariable) != nil, "only as a child of StampKillTests"))
struct StampingChild {
    @Test func stampsUntilKilled() async throws {
        let state = String(cString: try #require(getenv(stateVariable)))
        let portText = String(cString: try #require(getenv(portVariable)))
        let port = try #require(UInt16(portText))
        let (journal, _) = try await Journal.open(directory: state) { _ in exit(70) }
        let writer = ReceiptWriter(
            keys: try AgentKeys.loadOrCreate(name: "line-1", directory: state),
            deployment: "deployment",
            incarnation: 1,
            boot: "boot"
        )
        let time = TrustedTime()
        time.set(milliseconds: 1_800_000_000_000, monotonicNanoseconds: SystemClock.monotonicNanoseconds)
        let worker = try LineWorker(
            TestLine.modbus,
            at: ["line": .tcp(host: "127.0.0.1", port: port)],
            LineWorker.Books(
                journal: journal,
                time: time,
                writer: writer,
                lease: WorkLease(journal: journal, boot: "boot")
            ),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            metrics: AgentMetrics(),
            loop: MultiThreadedEventLoopGroup.singleton.any()
        )
        async let work: Void = worker.work()
        try await eventually("the run is over", timeoutSeconds: 40) {
            try await journal.read { try $0.activeRun() } == nil
        }
        worker.finish()
        try await work
        await journal.close()
    }
}
