import TestSupport
import Testing

/// What an operator sees between a restore and the first sale after it.
@Suite("The recovery page after a restore, end to end", .timeLimit(.minutes(5)))
struct OperatorRecoveryTests {
    @Test func tellsWhatIsAwaitedAndFollowsTheMachine() async throws {
        let stand = try await Stand.start()
        let eva = try Operator(stand)
        let file = stand.folder.path("backup.tar")
        _ = try await eva.must("backup", "make", "-o", file, "-q")
        let browser = try await Browser.start(BrowserOptions(screen: .desktop))
        try await logIn(stand, browser, at: "/operator/backups")
        try await browser.wait(for: "The last backup is recent.", in: "h1")
        // Sold after the backup: only the machine knows of it then.
        let order = try await stand.order()["id"].text
        try await stand.pay(order)
        try await stand.customer(of: order, reads: "delivered")

        try await stand.killAgent()
        try await stand.killCoordinator()
        _ = try await eva.must("restore", file, "--state", stand.coordinatorState, "--replace")
        try await stand.startCoordinator()
        try await logIn(stand, browser, at: "/operator")
        try await browser.wait(for: "Nothing is sold: a recovery goes on.", in: ".banner")
        try await browser.click(".banner a")
        try await browser.wait(for: "A recovery goes on", in: "h1")
        try await browser.wait(for: "Not here yet", in: "table")
        try await picture(browser, "waiting")
        #expect(try await PageChecks.faults(browser) == [])

        try await stand.startAgent()
        try await browser.wait(for: "Nothing is being recovered", in: "h1", timeoutSeconds: 90)
        try await eventually("the banner is gone", timeoutSeconds: 45) {
            try await browser.text(".banners")?.contains("Nothing is sold") == false
        }
        try await browser.wait(for: "Has told everything", in: "table")
        try await picture(browser, "over")
        #expect(try await stand.ledgerFindings() == [])
        await browser.close()
    }

    /// A machine that will never come is closed by a person, with the reason.
    @Test func letsAPersonStopWaiting() async throws {
        let stand = try await Stand.start()
        let eva = try Operator(stand)
        let file = stand.folder.path("backup.tar")
        _ = try await eva.must("backup", "make", "-o", file, "-q")
        try await stand.killAgent()
        try await stand.killCoordinator()
        _ = try await eva.must("restore", file, "--state", stand.coordinatorState, "--replace")
        try await stand.startCoordinator()
        let browser = try await Browser.start(BrowserOptions(screen: .phone, colorScheme: .dark))
        try await logIn(stand, browser, at: "/operator/recovery")
        try await browser.wait(for: "Not here yet", in: "table")
        try await picture(browser, "waiting")
        #expect(try await PageChecks.faults(browser) == [])
        try await browser.type("The board burnt down", into: "td input[name=note]")
        try await browser.click("td form button")
        try await browser.wait(for: "Nothing is being recovered", in: "h1")
        try await browser.wait(for: "The board burnt down", in: "table")
        #expect(try await stand.api.get("/v1/recovery")["open"].text == "false")
        #expect(try await browser.complaints() == [])
        await browser.close()
    }

    private func logIn(_ stand: Stand, _ browser: Browser, at path: String) async throws {
        try await browser.open("https://127.0.0.1:\(stand.port)\(path)")
        // The cookie of before a restore is of a login that the backup does not know, or still does.
        guard try await browser.address().contains("/login") else { return }
        try await browser.type(stand.api.token, into: "#token")
        try await browser.click("main button")
        try await browser.wait(for: "#main")
    }

    private func picture(_ browser: Browser, _ name: String) async throws {
        let (screen, scheme) = (browser.options.screen.rawValue, browser.options.colorScheme.rawValue)
        try await browser.screenshot(
            to: "\(PackageRoot.path)/.build/screenshots/operator-recovery-\(name)-\(screen)-\(scheme).png"
        )
    }
}
