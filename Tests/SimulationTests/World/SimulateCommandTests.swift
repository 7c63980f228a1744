import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct SimulateCommandTests {
    @Test(arguments: [
        ["--machines", "0"], ["--machines", "101"], ["--sales", "-1"], ["--sales", "many"], ["--seeds", "0"],
        ["--seed", "18446744073709551615"], ["--fresh-seconds", "0"],
    ])
    func whatMakesNoWorldIsSaid(arguments: [String]) async throws {
        let process = try ChildProcess(BuiltProducts.path("mintmark-simulate"), arguments: arguments)
        #expect(try await process.waitUntilExit(timeoutSeconds: 30) == 64)
        let text = process.lines.joined(separator: "\n")
        #expect(text.contains(arguments[0]) && text.contains("Usage"), "\(text)")
    }
}
