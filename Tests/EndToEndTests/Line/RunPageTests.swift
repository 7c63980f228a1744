import TestSupport
import Testing

/// Somebody starts a run in the browser, watches its units pass, and opens the passport of one.
@Suite("Run pages and a whole line, end to end", .timeLimit(.minutes(4)))
struct RunPageTests {
    private static let ways: [(BrowserOptions.Screen, BrowserOptions.ColorScheme)] = [
        (.phone, .dark), (.desktop, .light),
    ]

    @Test(arguments: [0, 1]) func leadFromTheOrderToThePassport(_ way: Int) async throws {
        let (screen, scheme) = Self.ways[way]
        let stand = try await Stand.start(Stand.Options(machine: "stamping-line", linePort: freePort()))
        _ = try await stand.api.put("/v1/products/09520123456788", #"{"name":"Pump P-40"}"#)
        _ = try await stand.api.put(
            "/v1/products/09520123456788/passport",
            #"""
            {"economicOperatorId":"https://id.example.com/417/9520123456788",
            "elements":{"mass":{"value":{"amount":12,"unit":"kg"},"tier":"public"},
            "repairManual":{"value":"https://example.com/p40/repair","tier":"legitimateInterest"}}}
            """#
        )
        let browser = try await Browser.start(BrowserOptions(screen: screen, colorScheme: scheme))
        let visit = RunVisit(browser: browser, address: "https://127.0.0.1:\(stand.port)")
        try await visit.arrive(token: stand.api.token)
        try await visit.look("runs")
        try await visit.order(lot: "L1", count: 3)
        try await browser.wait(for: "Ended", in: "main", timeoutSeconds: 60)
        try await visit.watch(3, of: 3)
        try await visit.look("run")
        try await visit.seeLine(in: "Execute")
        try await visit.openPassport(of: "Pump P-40")
        #expect(try await browser.text("main")?.contains("3 further statements") == true)
        try await visit.look("passport")
        try await visit.leave()
    }
}
