import Foundation
import TestSupport
import Testing

/// `mintmark-coordinator --role resolver` as it is run: a process of its own on a copy of the database of a coordinator
/// that goes on working.
@Suite("Resolver that runs alone, end to end", .timeLimit(.minutes(3)))
struct ResolverRoleTests {
    private static let piece = "/01/09520123456788/21/4Q7ZK2M9XW3TB"

    private static func start(_ folder: TemporaryDirectory, _ port: Int, _ role: [String]) throws -> ChildProcess {
        let config = folder.path("\(port).json")
        let text = """
            {"listen":{"host":"127.0.0.1","port":\(port)},"publicURL":"http://127.0.0.1:\(port)",
            "tls":{"mode":"off"},"resolver":{"root":"https://id.example.com"}}
            """
        try text.write(toFile: config, atomically: true, encoding: .utf8)
        return try ChildProcess(BuiltProducts.path("mintmark-coordinator"), arguments: ["--config", config] + role)
    }

    /// The head of an answer, by a client that has nothing of ours.
    private static func head(_ url: String, _ arguments: [String] = []) async throws -> [String] {
        let curl = try ChildProcess("curl", arguments: ["-sS", "-o", "/dev/null", "-D", "-", url] + arguments)
        guard try await curl.waitUntilExit() == 0 else { throw TestSupportError("\(url): \(curl.lines)") }
        return curl.lines.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    }

    private static func setLink(_ folder: TemporaryDirectory, _ port: Int, _ href: String, id: String?) async throws
        -> String
    {
        let token = try String(contentsOfFile: folder.path("state/operator.token"), encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let anchor = id == nil ? #""anchor":"\#(piece)","# : ""
        let body = #"{\#(anchor)"links":[{"linkType":"gs1:pip","href":"\#(href)","title":"x","default":true}]}"#
        let curl = try ChildProcess(
            "curl",
            arguments: [
                "-sS", "--fail-with-body", "-X", id == nil ? "POST" : "PUT", "-H", "Authorization: Bearer \(token)",
                "-H", "Content-Type: application/json", "-d", body,
                "http://127.0.0.1:\(port)/v1/links" + (id.map { "/\($0)" } ?? ""),
            ]
        )
        guard try await curl.waitUntilExit() == 0 else { throw TestSupportError("\(curl.lines)") }
        let answer = curl.lines.joined()
        return String(try #require(answer.firstMatch(of: /"id":"([0-9a-f]{32})"/)?.1))
    }

    private static func copy(_ folder: TemporaryDirectory) async throws {
        let (from, to) = (folder.path("state/coordinator.sqlite"), folder.path("copy/replica.sqlite"))
        let copying = try ChildProcess("sqlite3", arguments: ["-readonly", from, "VACUUM INTO '\(to).new'"])
        guard try await copying.waitUntilExit() == 0 else { throw TestSupportError("\(copying.lines)") }
        try #require(rename("\(to).new", to) == 0)
    }

    @Test func resolvesFromACopyAndTakesANewerOne() async throws {
        let folder = try TemporaryDirectory()
        let (port, alone) = (try freePort(), try freePort())
        let coordinator = try Self.start(folder, port, ["--state", folder.path("state")])
        _ = try await coordinator.waitForLine(containing: "listening", timeoutSeconds: 30)
        let id = try await Self.setLink(folder, port, "https://example.com/1", id: nil)
        try FileManager.default.createDirectory(atPath: folder.path("copy"), withIntermediateDirectories: true)
        try await Self.copy(folder)
        let replica = folder.path("copy/replica.sqlite")
        let before = try Data(contentsOf: URL(fileURLWithPath: replica))

        let resolver = try Self.start(folder, alone, ["--role", "resolver", "--database", replica])
        _ = try await resolver.waitForLine(containing: "listening", timeoutSeconds: 30)
        let url = "http://127.0.0.1:\(alone)\(Self.piece)"
        let head = try await Self.head(url)
        #expect(head.first == "HTTP/1.1 307 Temporary Redirect" && head.contains("Location: https://example.com/1"))
        #expect(head.contains { $0.hasPrefix("Replica-Age: ") })
        // It reads only: nothing of it is beside the copy, and the copy is as it was.
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("copy")) == ["replica.sqlite"])
        #expect(try Data(contentsOf: URL(fileURLWithPath: replica)) == before)

        _ = try await Self.setLink(folder, port, "https://example.com/2", id: id)
        #expect(try await Self.head(url).contains("Location: https://example.com/1"))
        try await Self.copy(folder)
        // Each of its threads looks by itself, and connections go around them.
        try await eventually("the newer copy is read by all threads") {
            for _ in 1...2 * ProcessInfo.processInfo.activeProcessorCount {
                guard try await Self.head(url).contains("Location: https://example.com/2") else { return false }
            }
            return true
        }
        // A copy that is cut off changes nothing but the log.
        try Data("SQLite format 3".utf8).write(to: URL(fileURLWithPath: "\(replica).new"))
        try #require(rename("\(replica).new", replica) == 0)
        _ = try await resolver.waitForLine(containing: "newer copy", timeoutSeconds: 20)
        #expect(try await Self.head(url).contains("Location: https://example.com/2"))

        resolver.terminate()
        #expect(try await resolver.waitUntilExit() == 0)
        coordinator.terminate()
        #expect(try await coordinator.waitUntilExit() == 0)
    }

    @Test func saysWhatItNeeds() async throws {
        let folder = try TemporaryDirectory()
        for (arguments, exit, words) in [
            (["--role", "resolver"], 64, "--database"),
            (["--role", "resolver", "--state", "x", "--database", "y"], 64, "--database"),
            (["--role", "baker", "--state", "x"], 64, "coordinator or resolver"),
            (["--role", "resolver", "--database", folder.path("none.sqlite")], 78, "Copy the database anew"),
        ] as [([String], Int32, String)] {
            let process = try Self.start(folder, try freePort(), arguments)
            #expect(try await process.waitUntilExit() == exit, "\(arguments)")
            #expect(process.lines.contains { $0.contains(words) }, "\(process.lines)")
        }
    }
}
