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
        let address = "https://127.0.0.1:\(stand.port)"
        try await browser.open("\(address)/operator/runs")
        try await browser.type(stand.api.token, into: "#token")
        try await browser.click("main button")
        try await browser.wait(for: "Order a run", in: "main")
        try await browser.type("L1", into: "#lot")
        try await browser.clear("#count")
        try await browser.type("3", into: "#count")
        try await Self.look(browser, "runs")
        try await browser.click("main form button")
        try await browser.wait(for: "Ended", in: "main", timeoutSeconds: 60)
        try await browser.wait(for: "3 of 3 commissioned", in: "main")
        try await Self.look(browser, "run")
        try await browser.click("tbody tr th a")
        try await browser.wait(for: "Pump P-40", in: "h1")
        #expect(try await browser.address().contains("/p/01/09520123456788/21/"))
        #expect(try await browser.text("main")?.contains("3 further statements") == true)
        try await Self.look(browser, "passport")
        #expect(try await browser.complaints().isEmpty)
        await browser.close()
    }

    private static func look(_ browser: Browser, _ name: String) async throws {
        #expect(try await PageChecks.faults(browser) == [], "\(name)")
        let options = browser.options
        let folder = "\(PackageRoot.path)/.build/screenshots"
        try await browser.screenshot(to: "\(folder)/\(name)-\(options.screen)-\(options.colorScheme).png")
    }
}
