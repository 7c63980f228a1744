import TestSupport
import Testing

/// Somebody at the run pages, in a browser.
struct RunVisit {
    let browser: Browser
    /// The coordinator's address.
    let address: String
    /// What pictures are called before their own name.
    var pictures = ""

    /// Logs in on the way to the runs.
    func arrive(token: String) async throws {
        try await browser.open("\(address)/operator/runs")
        try await browser.type(token, into: "#token")
        try await browser.click("main button")
        try await browser.wait(for: "Order a run", in: "main")
    }

    /// Orders a run of the product and on the line that the form offers first.
    func order(lot: String, count: Int) async throws {
        try await browser.type(lot, into: "#lot")
        try await browser.clear("#count")
        try await browser.type("\(count)", into: "#count")
        try await browser.click("main form button")
    }

    /// Waits until so many units carry their serial, without touching anything.
    func watch(_ made: Int, of count: Int) async throws {
        try await browser.wait(for: "\(made) of \(count) commissioned", in: "main", timeoutSeconds: 60)
    }

    /// Sees on the overview, without touching anything, how the line stands, and comes back.
    func seeLine(in state: String) async throws {
        let run = try await browser.address()
        try await browser.open("\(address)/operator")
        // The station's state comes with the next report of the machine.
        try await browser.wait(for: state, in: ".stations", timeoutSeconds: 60)
        let words = try await browser.text(".stations") ?? ""
        #expect(words.contains("Alive") && words.contains("Set"), "\(words)")
        #expect(try await browser.text("main")?.contains("3 of 3, 0 scrapped") == true)
        try await look("overview-line")
        try await browser.open(run)
        try await browser.wait(for: "tbody tr th a")
    }

    /// Clicks the newest unit that has a passport.
    func openPassport(of product: String) async throws {
        try await browser.click("tbody tr th a")
        try await browser.wait(for: product, in: "h1")
        #expect(try await browser.address().contains("/p/01/09520123456788/21/"))
    }

    /// Keeps a picture, and checks what a program can check of the page.
    func look(_ name: String) async throws {
        #expect(try await PageChecks.faults(browser) == [], "\(name)")
        let options = browser.options
        let folder = "\(PackageRoot.path)/.build/screenshots"
        try await browser.screenshot(to: "\(folder)/\(pictures)\(name)-\(options.screen)-\(options.colorScheme).png")
    }

    /// Nothing went wrong in the browser.
    func leave() async throws {
        #expect(try await browser.complaints().isEmpty)
        await browser.close()
    }
}
