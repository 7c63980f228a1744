import FoundationEssentials
import Logging
import NIOPosix
import Platform
import Protocol
import TestSupport
import Testing

@testable import EdgeAgent

/// The socket as the programs of the machine use it.
@Suite("LocalService", .timeLimit(.minutes(1)))
struct LocalServiceTests {
    private func serving(_ body: (Bench, AgentBoard, String) async throws -> Void) async throws {
        try await Bench.with { bench in
            let board = AgentBoard()
            let path = bench.folder.path("socket")
            let desk = LocalDesk(
                machine: bench.deployment.keys.machine,
                release: nil,
                journal: bench.journal,
                board: board,
                lease: bench.lease,
                metrics: bench.metrics
            )
            let service = LocalService(
                path: path,
                desk: desk,
                group: MultiThreadedEventLoopGroup.singleton,
                logger: TestDeployment.logger
            )
            let task = Task { try await service.run() }
            try await eventually("it listens") { FileManager.default.fileExists(atPath: path) }
            try await body(bench, board, path)
            task.cancel()
            _ = await task.result
        }
    }

    private func ask(_ line: String, _ path: String) async throws -> LocalCommand.Ending {
        let words = line.split(separator: " ").map(String.init)
        let command = try #require(LocalCommand((words + ["--socket", path])[...]))
        // It blocks, so it gets a thread of its own.
        return try await DedicatedThread.run("ask") { command.run() }
    }

    @Test func theGateOpensWhenEverythingIsThere() async throws {
        try await serving { bench, board, path async throws in
            #expect(try await ask("gate", path).text.contains("still starting"))
            board.enrolling()
            #expect(try await ask("gate --offline", path).text.contains("not enrolled"), "it was enrolled before")
            board.running(outputsSafe: true, troubles: [])
            #expect(try await ask("gate", path) == .init(status: 1, text: "it has no session with the coordinator"))
            #expect(try await ask("gate --offline", path) == .init(status: 0, text: "passed"))
            board.link(connected: true)
            #expect(try await ask("gate", path) == .init(status: 0, text: "passed"))
            board.running(outputsSafe: false, troubles: ["the output x is not at its safe level"])
            #expect(try await ask("gate", path).status == 1)
        }
    }

    @Test func saysHowTheAgentIs() async throws {
        try await serving { bench, board, path async throws in
            board.running(outputsSafe: true, troubles: [])
            let text = try await ask("status", path).text
            let status = try StrictJSON.decode(AgentStatus.self, from: Array(text.utf8))
            #expect(status.machine == "\(bench.deployment.keys.machine)" && status.journalWritable)
            #expect(status.busy.isEmpty && status.lease == nil && status.incarnation == 1)
        }
    }

    @Test func leasesAreGivenAndGivenBack() async throws {
        try await serving { bench, _, path async throws in
            #expect(try await ask("lease --owner flash --seconds 60", path).status == 0)
            let held = try await ask("lease --owner doctor --seconds 60", path)
            #expect(held.status == 75 && held.text.contains("flash"))
            #expect(try await ask("end-lease --owner doctor", path).status == 75)
            #expect(try await ask("end-lease --owner flash", path).status == 0)
            #expect(!bench.lease.isHeld)
            let work = "delivery"
            #expect(await bench.lease.begin(work, unless: { false }))
            let busy = try await ask("lease --owner flash --seconds 60", path)
            #expect(busy.status == 75 && busy.text.contains(work))
            #expect(try await ask("lease --owner flash --seconds 0", path).status == 64)
        }
    }
}
