import Database
import Protocol
import Testing

@testable import Coordinator

@Suite("Lines on pages")
struct LinePagesTests {
    private static let form = [
        "gtin": "09520123456788", "name": "Pump P-40", "lot": "L1", "count": "3", "machine": Shop.machine,
    ]

    private static func withLine(_ body: (Shop, Visitor, String) async throws -> Void) async throws {
        let shop = try await Shop.open()
        try await shop.addMachine()
        try await shop.coordinator.runtime.perform { work in
            _ = try work.transaction.execute(
                "UPDATE machine SET last_seen = $at",
                ["at": .integer(work.now.milliseconds)]
            )
        }
        let visitor = try await Visitor.loggedIn(to: shop)
        let run = try #require(try await visitor.submit("/operator/runs", form).location)
        tell(shop, HealthReport.Station(id: "S<1>", packML: 11, heartbeat: true, watchdog: false))
        try await body(shop, visitor, run)
        await shop.close()
    }

    private static func tell(_ shop: Shop, _ station: HealthReport.Station) {
        let report = HealthReport(lanes: [], stations: [station], journalDepth: 0, deliveries: 0, program: "test")
        shop.coordinator.links.heard(Shop.machine, health: report, at: shop.coordinator.runtime.clock())
    }

    @Test func theOverviewShowsRunAndStations() async throws {
        try await Self.withLine { shop, visitor, run in
            let page = try await visitor.get("/operator").body
            for words in [
                ">Lines</h2>", "<a href=\"\(run)\">Pump P-40</a>", "lot L1", "Gets its serials", "0 of 3, 0 scrapped",
                "Starts when its serials are there.", "<b>S&lt;1&gt;</b>", ">Held<", ">Alive<", ">Not set<",
            ] { #expect(page.contains(words), "\(words)") }
            // Its state was told over a link that is down now.
            #expect(page.contains("as of <time"))
        }
    }

    @Test func eachPartIsForThoseWhoMay() async throws {
        try await Self.withLine { shop, _, _ in
            let reader = try await Visitor.loggedIn(to: shop, scopes: [.runsRead], name: "grace")
            let own = try await reader.get("/operator").body
            #expect(own.contains("Pump P-40") && !own.contains("heartbeat"))
            let stranger = try await Visitor.loggedIn(to: shop, scopes: [.salesRead], name: "eve")
            #expect(try await !stranger.get("/operator").body.contains("Pump P-40"))
        }
    }

    @Test func theMachinesPageShowsItsStations() async throws {
        try await Self.withLine { shop, visitor, _ in
            let path = MachineReading.path(Shop.machine)
            #expect(try await visitor.get(path).body.contains("S&lt;1&gt;"))
            Self.tell(shop, HealthReport.Station(id: "S2", packML: 77, heartbeat: false, watchdog: false))
            let page = try await visitor.get(path).body
            for words in ["State 77", ">Lost<", ">Not set<"] { #expect(page.contains(words), "\(words)") }
        }
    }

    @Test func anAlarmOfARunLeadsToIt() {
        let id = "0123456789abcdef0123456789abcdef"
        #expect(AlarmWords.path(AlarmCode.runStopped.rawValue, id) == "/operator/runs/\(id)")
        #expect(AlarmWords.path(AlarmCode.serialInDoubt.rawValue, id) == "/operator/runs")
    }
}
