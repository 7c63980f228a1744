import FoundationEssentials
import GPIO
import TestSupport
import Testing

@testable import EdgeAgent

@Suite("AgentConfiguration")
struct AgentConfigurationTests {
    private static let good = """
        {"name":"lobby-1","coordinator":["https://coordinator.example:8443"],"rootKeyFile":"/etc/mintmark/root.pub",
        "profileFile":"/etc/mintmark/profile.jws","lines":{"kind":"kernel"}}
        """

    private func load(_ text: String) throws -> AgentConfiguration {
        let folder = try TemporaryDirectory()
        let path = folder.path("agent.json")
        try Data(text.utf8).write(to: URL(filePath: path))
        return try AgentConfiguration.load(path)
    }

    private func refusal(_ text: String) throws -> AgentError {
        do {
            _ = try load(text)
        } catch let error as AgentError {
            return error
        }
        throw TestSupportError("it was taken: \(text)")
    }

    @Test func readsAFile() throws {
        let configuration = try load(Self.good)
        #expect(configuration.name == "lobby-1")
        #expect(configuration.coordinator == ["https://coordinator.example:8443"])
        #expect(configuration.lines == AgentConfiguration.Lines(kind: .kernel))
        #expect(configuration.localSocket == nil)
    }

    @Test func readsEveryMember() throws {
        let configuration = try load(
            """
            {"name":"a","coordinator":["https://h"],"secretFile":"/s","profileFile":"/p","localSocket":"/m",
            "logLevel":"debug","lines":{"kind":"socket","path":"/chip"},
            "simulatedBuses":{"line":"127.0.0.1:15020","other":"/dev/pts/3"}}
            """
        )
        let port = try SerialPort(path: "/dev/pts/3")
        #expect(
            try configuration.busEndpoints()
                == ["line": .tcp(host: "127.0.0.1", port: 15_020), "other": .serial(port)]
        )
        #expect(configuration.secretFile == "/s" && configuration.localSocket == "/m")
        #expect(configuration.lines.path == "/chip")
    }

    @Test(arguments: [
        ("", "is not a configuration"), ("{", "is not a configuration"), ("[]", "is not a configuration"),
        ("{}", "is not a configuration"), (good + "x", "is not a configuration"),
        (good.replacing("\"kernel\"}}", with: "\"kernel\"},}"), "is not a configuration"),
        (good.replacing("\"name\":\"lobby-1\"", with: "\"name\":\"a\",\"name\":\"b\""), "is not a configuration"),
        (good.replacing("\"name\":\"lobby-1\"", with: "\"name\":7"), "is not a configuration"),
        (good.replacing("\"lines\"", with: #""simulatedBuses":{"l":"10.0.0.1:502"},"lines""#), "127.0.0.1:PORT"),
        (good.replacing("\"lines\"", with: #""simulatedBuses":{"l":"127.0.0.1:0"},"lines""#), "127.0.0.1:PORT"),
        (good.replacing("\"kernel\"", with: "\"gpio\""), "is not a configuration"),
        (good.replacing("profileFile", with: "profilFile"), "\"profilFile\""),
        (good.replacing("rootKeyFile", with: "rootKey"), "\"rootKey\""),
        (good.replacing("\"rootKeyFile\":\"/etc/mintmark/root.pub\",", with: ""), "pins no deployment"),
        (good.replacing("[\"https://coordinator.example:8443\"]", with: "[]"), "names no coordinator"),
        (good.replacing("https://", with: "http://"), "https://host:port"),
        (good.replacing("{\"kind\":\"kernel\"}", with: "{\"kind\":\"socket\"}"), "path of their socket"),
        (good.replacing("\"lines\"", with: "\"logLevel\":\"loud\",\"lines\""), "\"loud\""),
    ])
    func refuses(_ text: String, _ words: String) throws {
        let error = try refusal(text)
        #expect(error.code == .configuration)
        #expect(error.description.contains(words), "\(error)")
    }

    @Test func refusesAFileThatIsNotThere() {
        #expect(throws: AgentError(.configuration, "")) { try AgentConfiguration.load("/nowhere/agent.json") }
    }

    @Test func refusesAFolder() throws {
        let folder = try TemporaryDirectory()
        #expect(throws: AgentError(.configuration, "")) { try AgentConfiguration.load(folder.path) }
    }

    @Test func refusesAHugeFileWithoutReadingItAll() throws {
        let error = try refusal(Self.good + String(repeating: " ", count: 1 << 20))
        #expect(error.code == .configuration)
        #expect(error.message.contains("larger than 1 MiB"))
    }
}
