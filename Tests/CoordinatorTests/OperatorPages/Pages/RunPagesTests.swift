import Database
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Run pages")
struct RunPagesTests {
    private static let form = ["gtin": "09520123456788", "name": "Pump P-40", "lot": "L1", "count": "3"]

    private static func withLine(_ body: (Shop, Visitor) async throws -> Void) async throws {
        let shop = try await Shop.open()
        try await shop.addMachine()
        try await body(shop, Visitor.loggedIn(to: shop))
        await shop.close()
    }

    private static func order(_ visitor: Visitor, _ change: [String: String] = [:]) async throws -> Visitor.Answer {
        let own = form.merging(["machine": Shop.machine]) { own, _ in own }
        return try await visitor.submit("/operator/runs", own.merging(change) { $1 })
    }

    @Test func orderARunAndShowIt() async throws {
        try await Self.withLine { shop, visitor in
            #expect(try await visitor.get("/operator/runs").body.contains("No line has made anything yet."))
            let ordered = try await Self.order(visitor)
            #expect(ordered.status == 303, "\(ordered.body)")
            let path = try #require(ordered.location)
            let page = try await visitor.get(path)
            #expect(page.status == 200)
            for words in ["Pump P-40", "lot <code>L1</code>", "Gets its serials", "of 3 commissioned", ">Abort<"] {
                #expect(page.body.contains(words), "\(words)")
            }
            #expect(!page.body.contains(">Interrupt<"))
            #expect(try await visitor.get("/operator/runs").body.contains("0 of 3"))
        }
    }

    @Test func sayWhatIsWrongAndKeepWhatWasTyped() async throws {
        try await Self.withLine { shop, visitor in
            for (field, value, words) in [
                ("gtin", "09520123456789", "last digit"), ("count", "many", "as a number"), ("count", "0", "1 to"),
                ("machine", "none::0", "no machine"), ("lot", "L 1", "lot"),
            ] {
                let answer = try await Self.order(visitor, [field: value])
                #expect(
                    (400..<500).contains(answer.status) && answer.body.contains(words),
                    "\(field): \(answer.status)"
                )
                #expect(answer.body.contains("Pump P-40"))
            }
            let stored = try await shop.coordinator.runtime.view { try $0.transaction.rows("SELECT id FROM run") }
            #expect(stored.isEmpty)
        }
    }

    @Test func doWhatTheButtonsSay() async throws {
        try await Self.withLine { shop, visitor in
            let path = try #require(try await Self.order(visitor).location)
            let early = try await visitor.submit("\(path)/resume")
            #expect(early.status == 409)
            #expect(try await visitor.submit("\(path)/dance").status == 404)
            #expect(try await visitor.submit("\(path)/abort").location == path)
            let page = try await visitor.get(path).body
            #expect(page.contains("Aborted") && !page.contains(">Abort<"))
        }
    }

    @Test func grantMoreSerials() async throws {
        try await Self.withLine { shop, visitor in
            let path = try #require(try await Self.order(visitor).location)
            #expect(try await visitor.get(path).body.contains("<b>8</b> serials left"))
            for (count, words) in [("many", "as a number"), ("0", "1 to"), ("10001", "1 to")] {
                let answer = try await visitor.submit("\(path)/serials", ["count": count])
                #expect(answer.status == 400 && answer.body.contains(words), "\(count): \(answer.status)")
                #expect(answer.body.contains("name=\"count\" value=\"\(count)\""))
            }
            #expect(try await visitor.submit("\(path)/serials", ["count": " 4 "]).location == path)
            #expect(try await visitor.get(path).body.contains("<b>12</b> serials left"))
            let starter = try await Visitor.loggedIn(to: shop, scopes: [.runsRead, .runsStart], name: "grace")
            #expect(try await !starter.get(path).body.contains(">Grant<"))
            #expect(try await starter.submit("\(path)/serials", ["count": "4"]).status == 403)
            #expect(try await visitor.submit("\(path)/abort").location == path)
            #expect(try await !visitor.get(path).body.contains(">Grant<"))
            #expect(try await visitor.submit("\(path)/serials", ["count": "4"]).status == 409)
        }
    }

    @Test func areForThoseWhoMay() async throws {
        try await Self.withLine { shop, visitor in
            let path = try #require(try await Self.order(visitor).location)
            let reader = try await Visitor.loggedIn(to: shop, scopes: [.runsRead], name: "grace")
            let page = try await reader.get(path)
            #expect(page.status == 200 && !page.body.contains(">Abort<"))
            #expect(try await reader.submit("\(path)/abort").status == 403)
            let stranger = try await Visitor.loggedIn(to: shop, scopes: [.salesRead], name: "eve")
            #expect(try await stranger.get("/operator/runs").status == 403)
        }
    }
}
