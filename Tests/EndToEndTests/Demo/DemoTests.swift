import TestSupport
import Testing

/// The first thing that anybody sees: `make run` is `mintmark demo`.
@Suite("Demo, end to end", .timeLimit(.minutes(3)))
struct DemoTests {
    @Test func makesOneSaleAndShowsWhatHappened() async throws {
        let folder = try TemporaryDirectory()
        let demo = try ChildProcess(
            BuiltProducts.path("mintmark"),
            arguments: ["demo", "--once", "--port", "\(try freePort())", "--timeout", "120"],
            environment: ["TMPDIR": folder.path]
        )
        let exit = try await demo.waitUntilExit(timeoutSeconds: 150)
        let text = demo.lines.joined(separator: "\n")
        #expect(exit == 0, "\(text)")
        #expect(text.contains("captured; the motor fired once."), "\(text)")
    }

    @Test func saysSoWhenTheMachineIsBroken() async throws {
        let folder = try TemporaryDirectory()
        let demo = try ChildProcess(
            BuiltProducts.path("mintmark"),
            arguments: ["demo", "--once", "--port", "\(try freePort())", "--timeout", "120", "--faults", "A1=jam"],
            environment: ["TMPDIR": folder.path]
        )
        #expect(try await demo.waitUntilExit(timeoutSeconds: 150) != 0)
        #expect(demo.lines.contains { $0.contains("was not delivered") }, "\(demo.lines.suffix(20))")
    }
}
