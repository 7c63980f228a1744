import Foundation
import NIOHTTP1
import Protocol
import TestSupport
import Testing

/// A log that a running coordinator wrote, checked by somebody who has a file and a public key.
@Suite("mintmark verify audit", .timeLimit(.minutes(3)))
struct VerifyAuditTests {
    private struct Outcome {
        let status: Int32
        let text: String
    }

    private static func verify(_ arguments: [String]) async throws -> Outcome {
        let process = try ChildProcess(BuiltProducts.path("mintmark"), arguments: ["verify", "audit"] + arguments)
        let status = try await process.waitUntilExit(timeoutSeconds: 30)
        return Outcome(status: status, text: process.lines.joined(separator: "\n"))
    }

    @Test func findsWhateverWasDoneToALogAndSaysWhere() async throws {
        let stand = try await Stand.start()
        let folder = try TemporaryDirectory()
        let text = try await stand.api.call(.GET, "/v1/audit").text
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.count > 8)
        let key = "\(stand.coordinatorState)/audit.pub"
        func file(_ name: String, _ lines: [String]) throws -> String {
            try (lines.joined(separator: "\n") + "\n").write(
                toFile: folder.path(name),
                atomically: true,
                encoding: .utf8
            )
            return folder.path(name)
        }

        let good = try file("good", lines)
        let right = try await Self.verify([good, "--key", key])
        #expect(right.status == 0 && right.text.contains("\(lines.count) entries are right."))
        let head = try #require(right.text.split(separator: "\n").last?.dropFirst("head ".count)).description
        let keyText = try String(contentsOfFile: key, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        // A key may begin with a hyphen.
        #expect(try await Self.verify([good, "--key=\(keyText)", "--after", head]).status == 0)

        var changed = lines
        changed[3] = changed[3].replacingOccurrences(of: #""at":1"#, with: #""at":2"#)
        var swapped = lines
        swapped.swapAt(4, 5)
        var removed = lines
        removed.remove(at: 6)
        let cases: [(name: String, lines: [String], arguments: [String], words: String)] = [
            ("changed", changed, ["--key", key], "line 4: The content of the entry"),
            ("swapped", swapped, ["--key", key], "line 5: Entry 6 stands where entry 5 must"),
            ("removed", removed, ["--key", key], "line 7: Entry 8 stands where entry 7 must"),
            ("cut", Array(lines.dropLast()), ["--key", key, "--after", head], "but entry \(lines.count) is known"),
            ("other", lines, ["--key=\(SigningKey().verifyingKey.text)"], "line 1: The signature of the entry"),
            ("empty", [], ["--key", key], "not an entry"),
        ]
        for (name, lines, arguments, words) in cases {
            let outcome = try await Self.verify([try file(name, lines)] + arguments)
            #expect(outcome.status == 1, "\(name): \(outcome.text)")
            #expect(outcome.text.contains(words) || name == "empty", "\(name): \(outcome.text)")
        }
        // Without a known head nobody can see that the end is missing.
        #expect(try await Self.verify([folder.path("cut"), "--key", key]).status == 0)
        #expect(try await Self.verify([folder.path("nowhere"), "--key", key]).status == 66)
        #expect(try await Self.verify([good, "--key", folder.path("nowhere")]).status == 66)
        #expect(try await Self.verify([good, "--key", good]).status == 64)
        #expect(try await Self.verify([good, "--key", key, "--after", "1:x"]).status == 64)
        #expect(try await Self.verify([good]).status == 64)
    }
}
