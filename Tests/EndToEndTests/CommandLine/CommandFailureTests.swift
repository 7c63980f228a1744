import Foundation
import TestSupport
import Testing

/// What goes wrong at the command line, and how it is said.
@Suite("Command line failures, end to end", .timeLimit(.minutes(3)))
struct CommandFailureTests {
    @Test func eachFailureHasItsStatusAndItsWords() async throws {
        let stand = try await Stand.start()
        let eva = try Operator(stand)
        let nobody = "00000000000000000000000000000000"

        let unknown = try await eva.run("sale", "show", nobody)
        #expect(unknown.status == 66)
        #expect(unknown.out.isEmpty)
        #expect(unknown.errors.hasPrefix("Error: ") && unknown.errors.contains(nobody), "\(unknown.errors)")
        #expect(try await eva.run("machine", "show", "hall").errors.contains("mintmark machine list"))
        let contradiction = try await eva.run("sale", "list", "--money", "plenty")
        #expect(contradiction.status == 65)
        #expect(contradiction.errors.contains("plenty") || contradiction.errors.contains("money"))

        try await refuseToken(stand)
        try await warnOfToken(stand)
        try await listAsJSON(eva)

        try await stand.killCoordinator()
        let down = try await eva.run("health")
        #expect(down.status == 69)
        #expect(down.out.isEmpty)
        #expect(down.errors.contains("can't be reached; does it run") && down.errors.contains("Connection refused"))
    }

    private func refuseToken(_ stand: Stand) async throws {
        let file = stand.folder.path("stranger.token")
        try "mm_wrong\n".write(toFile: file, atomically: true, encoding: .utf8)
        chmod(file, 0o600)
        let stranger = try await Operator(stand, ["MINTMARK_TOKEN_FILE": file]).run("machine", "list")
        #expect(stranger.status == 77)
        #expect(stranger.errors.contains("MINTMARK_TOKEN_FILE"))
        #expect(!stranger.errors.contains("mm_wrong"), "a token is never shown")

        let nameless = try await Operator(stand, ["MINTMARK_TOKEN_FILE": ""]).run("machine", "list")
        #expect(nameless.status == 78)
        #expect(nameless.errors.contains("--token-file"))

        let trusting = try await Operator(stand, ["MINTMARK_CERTIFICATE": ""]).run("machine", "list")
        #expect(trusting.status == 78)
        #expect(trusting.errors.contains("certificate that is not believed"), "\(trusting.errors)")
    }

    private func warnOfToken(_ stand: Stand) async throws {
        let file = stand.folder.path("open.token")
        try FileManager.default.copyItem(atPath: "\(stand.coordinatorState)/operator.token", toPath: file)
        chmod(file, 0o644)
        let careless = try await Operator(stand, ["MINTMARK_TOKEN_FILE": file]).must("place", "list", "-q")
        #expect(careless.lines == ["lobby"])
        #expect(
            careless.errors == "Warning: others on this computer can read the token in \(file);"
                + " put it right with: chmod 600 \(file)\n"
        )
    }

    private func listAsJSON(_ eva: Operator) async throws {
        for list in ["machine", "place", "sale", "alarms"] {
            let json = try await eva.must(list, "list", "--json").out
            let value = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
            let name = list == "alarms" ? list : "\(list)s"
            guard case .array = value[name] else {
                Issue.record("\(list) list --json has no \(name): \(json)")
                continue
            }
            #expect(!json.contains("\u{1B}"))
        }
        // A completion asks the coordinator too, and finds it in the line itself.
        let places = try await eva.run("---completion", "place", "show", "--", "positional@0", "0", "0", "lo")
        #expect(places.lines.contains("lobby") || places.status != 0)
    }
}
