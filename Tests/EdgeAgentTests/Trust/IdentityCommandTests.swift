import Protocol
import TestSupport
import Testing

@testable import EdgeAgent

@Suite("mintmark-agent identity")
struct IdentityCommandTests {
    private let configuration = AgentConfiguration(
        name: "lobby-1",
        coordinator: ["https://127.0.0.1:1"],
        rootKeyFile: nil,
        secretFile: nil,
        profileFile: "profile.jws",
        lines: AgentConfiguration.Lines(kind: .kernel, path: nil),
        simulatedBuses: nil,
        localSocket: nil,
        logLevel: nil
    )

    @Test func printsTheIdThatTheAgentEnrolsWith() throws {
        let folder = try TemporaryDirectory()
        let keys = try AgentKeys.loadOrCreate(name: "lobby-1", directory: folder.path)
        #expect(try IdentityCommand.id(state: folder.path, configuration: configuration) == keys.machine)
    }

    @Test func makesNoKeys() throws {
        let folder = try TemporaryDirectory()
        #expect(throws: AgentError(.configuration, "")) {
            try IdentityCommand.id(state: folder.path, configuration: configuration)
        }
        _ = try AgentKeys.loadOrCreate(name: "lobby-1", directory: folder.path)
        #expect(try IdentityCommand.id(state: folder.path, configuration: configuration).name == "lobby-1")
    }
}
