import Foundation
import Journal
import NIOHTTP1
import TestSupport
import Testing

@testable import EdgeAgent

/// Whoever reads the logs of a whole deployment learns nothing that opens anything.
@Suite("Secrets in logs, end to end", .timeLimit(.minutes(3)))
struct SecretsInLogsTests {
    @Test func noneOfThemIsWrittenWhateverGoesWrong() async throws {
        let stand = try await Stand.start()
        try await stand.sell()
        let made = try await stand.api.post("/v1/tokens", #"{"name":"till","scopes":["sales:read"]}"#)["text"].text
        let hook = try await stand.api.post(
            "/v1/webhooks",
            #"{"url":"https://hooks.example.com/x?key=hunter2hunter2hunter2","kinds":["*"]}"#
        )["secret"].text
        // What is refused is written down, and must not be quoted.
        let wrong = "mm_" + String(repeating: "w", count: 43)
        let stranger = API(base: stand.api.base, token: wrong)
        #expect(try await stranger.call(.GET, "/v1/sales").status == 401)
        _ = try await stranger.call(.POST, "/v1/agent/session", wrong)
        _ = try await stranger.call(.POST, "/v1/agent/enrol", "mme1.\(wrong)")
        _ = try await stranger.call(.POST, "/login", "token=\(wrong)")
        // The journal is read once its owner is gone.
        try await stand.killAgent()
        let secrets = try secrets(of: stand) + [made, hook, wrong, "hunter2hunter2hunter2"]
        let lines = try stand.coordinator().lines + stand.agentLines
        #expect(lines.count > 10 && lines.contains { $0.contains("listening") })
        for secret in secrets {
            #expect(secret.utf8.count >= 16)
            #expect(!lines.contains { $0.contains(secret) }, "a log has \(secret.prefix(4))...")
        }
    }

    /// Everything in the two state folders that opens something.
    private func secrets(of stand: Stand) throws -> [String] {
        var files = [
            "\(stand.agentState)/identity.key", "\(stand.agentState)/operational.key",
            "\(stand.coordinatorState)/operator.token",
        ]
        let keys = "\(stand.coordinatorState)/keys"
        files += try FileManager.default.contentsOfDirectory(atPath: keys).filter { $0.hasSuffix(".key") }
            .map { "\(keys)/\($0)" }
        var secrets = try files.map { try String(contentsOfFile: $0, encoding: .utf8) }
            .flatMap { $0.split(separator: "\n").map(String.init) }
            .filter { $0.utf8.count >= 16 && !$0.hasPrefix("-----") }
        let enrolment = try String(contentsOfFile: stand.folder.path("secret"), encoding: .utf8)
        secrets.append(String(enrolment.split(separator: ".")[2]))
        let store = try #require(try JournalStore.look(directory: stand.agentState))
        secrets.append(String(decoding: try #require(try store.value(Trust.Key.ratchet)), as: UTF8.self))
        return secrets
    }
}
