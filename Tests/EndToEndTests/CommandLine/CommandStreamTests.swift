import Foundation
import TestSupport
import Testing

/// What goes on until somebody ends it, what is written to files, and what others are let in with.
@Suite("Command line streams and files, end to end", .timeLimit(.minutes(4)))
struct CommandStreamTests {
    @Test func eventsAreFollowedOverARestartAndCtrlCIsAnOrdinaryEnd() async throws {
        let stand = try await Stand.start()
        let eva = try Operator(stand)
        let filtered = try eva.start("events", "follow", "--kind", "order.*", "--kind", "quote.*")
        let all = try eva.start("events", "follow", "--json")
        // Nobody sees when it has begun to listen, so events are made until one is seen.
        try await eventually("an event is followed", timeoutSeconds: 30) {
            _ = try await eva.must("place", "open", "lobby")
            return Self.changes(all) > 0
        }
        let seen = Self.changes(all)
        try await stand.killCoordinator()
        try await stand.startCoordinator()
        _ = try await eva.must("place", "close", "lobby")
        try await eventually("it goes on after the restart", timeoutSeconds: 60) {
            Self.changes(all) > seen
        }
        let cursors = try all.lines.filter { $0.hasPrefix("{") }.map { line in
            try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))["cursor"].text
        }
        #expect(Set(cursors).count == cursors.count, "none comes twice")

        for child in [filtered, all] { child.send(signal: SIGINT) }
        #expect(try await all.waitUntilExit() == 0)
        #expect(try await filtered.waitUntilExit() == 0)
        #expect(!filtered.lines.contains { $0.contains("place.changed") }, "it asked for orders only")
    }

    private static func changes(_ child: ChildProcess) -> Int {
        child.lines.count { $0.contains(#""kind":"place.changed""#) }
    }

    @Test func aTokenOpensWhatItsScopesSayUntilItIsRevoked() async throws {
        let stand = try await Stand.start()
        let eva = try Operator(stand)
        let file = stand.folder.path("accounting.token")
        let made = try await eva.must("token", "make", "accounting", "--scope", "sales:read", "-o", file, "-q")
        let id = try #require(made.lines.first)
        #expect(try await eva.must("token", "list").out.contains("accounting"))

        let accounting = try Operator(stand, ["MINTMARK_TOKEN_FILE": file])
        let list = try await accounting.must("sale", "list")
        #expect(list.out == "No sale is like that. With fewer filters there may be more.\n")
        #expect(list.errors.isEmpty, "the file is its owner's alone")
        let refused = try await accounting.run("place", "list")
        #expect(refused.status == 77)
        #expect(refused.errors.contains("places:read"))

        #expect(try await eva.must("token", "revoke", id).out == "Token \(id) is revoked.\n")
        #expect(try await accounting.run("sale", "list").status == 77)
    }

    @Test func salesAndTransfersAreWrittenForASpreadsheet() async throws {
        let stand = try await Stand.start()
        let eva = try Operator(stand)
        let id = try await stand.order("a1")["id"].text
        try await stand.pay(id)
        try await stand.sale(id) { $0["ending"].text == "captured" }

        let sales = stand.folder.path("sales.csv")
        let written = try await eva.must("sale", "export", "--place", "lobby", "-o", sales)
        #expect(written.errors == "\(sales) has 2 lines.\n")
        let text = try String(contentsOfFile: sales, encoding: .utf8)
        #expect(text.contains(id) && text.contains("captured"))
        #expect(!FileManager.default.fileExists(atPath: "\(sales).part"))
        let none = try await eva.must("sale", "export", "--to", "2020-01-01").lines
        #expect(none.count == 1, "the header alone")
        let transfers = try await eva.must("ledger", "export", "--sale", id).lines
        #expect(transfers.count > 1)
        let unwritable = try await eva.run("sale", "export", "-o", "/nowhere/sales.csv")
        #expect(unwritable.status == 73)
        #expect(unwritable.errors.contains("/nowhere/sales.csv"))
    }

    @Test func aWebhookIsMadeAndRemoved() async throws {
        let stand = try await Stand.start()
        let eva = try Operator(stand)
        #expect(try await eva.must("webhook", "list").out.contains("There is no webhook yet."))
        let made = try await eva.must(
            "webhook",
            "add",
            "shop",
            "https://shop.example/hook",
            "--kind",
            "sale.*",
            "--json"
        )
        let webhook = try JSONDecoder().decode(JSONValue.self, from: Data(made.out.utf8))
        #expect(!webhook["secret"].text.isEmpty)
        let id = webhook["id"].text
        #expect(try await eva.must("webhook", "pause", id).out.contains("paused"))
        #expect(try await eva.must("webhook", "dead-letters", id).out.contains("No message"))
        #expect(try await !eva.must("webhook", "show", id).out.contains("secret"))
        let unsure = try await eva.run("webhook", "remove", id)
        #expect(unsure.status == 64)
        #expect(unsure.errors.contains("--yes"))
        _ = try await eva.must("webhook", "remove", id, "--yes")
        #expect(try await eva.must("webhook", "list", "-q").lines == [])
    }
}
