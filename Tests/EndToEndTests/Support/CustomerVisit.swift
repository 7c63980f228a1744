import Foundation
import TestSupport
import Testing

/// A customer with a browser in front of one stand.
struct CustomerVisit: Sendable {
    let stand: Stand
    let browser: Browser

    var base: String { "https://127.0.0.1:\(stand.port)" }

    /// Where the pictures of a run are kept, to be looked at.
    static let pictures = "\(PackageRoot.path)/.build/screenshots"

    init(_ stand: Stand, _ options: BrowserOptions = BrowserOptions()) async throws {
        self.stand = stand
        browser = try await Browser.start(options)
    }

    /// What another program reads in the QR code that the page shows.
    func scan() async throws -> String {
        let folder = try TemporaryDirectory()
        let picture = folder.path("page.png")
        try await browser.screenshot(to: picture)
        let reader = try ChildProcess("zbarimg", arguments: ["--nodbus", "--quiet", "--raw", picture])
        try await reader.waitUntilExit(timeoutSeconds: 60)
        guard let text = reader.lines.first else { throw TestSupportError("zbarimg reads no code in the page") }
        return text
    }

    /// Follows the code on the machine, as a phone's camera would.
    func arrive() async throws {
        try await browser.open("\(base)/m/lobby/poster")
        try await browser.open(try await scan())
        try await browser.wait(for: "Lobby", in: "h1")
    }

    /// Chooses a selection and waits for its order.
    /// - Returns: the order's id.
    func choose(_ selection: String) async throws -> String {
        try await browser.click("button[value=\(selection)]")
        try await browser.wait(for: "#order")
        guard let order = try await browser.attribute("#order", "data-order") else {
            throw TestSupportError("the page has no order")
        }
        return order
    }

    /// Keeps a picture of the page, named after the window and its colours.
    func picture(_ name: String) async throws {
        let options = browser.options
        let file = "customer-\(name)-\(options.screen.rawValue)-\(options.colorScheme.rawValue).png"
        try await browser.screenshot(to: "\(Self.pictures)/\(file)")
    }

    /// No script failed, nothing was refused by the page's own policy, nothing was missing.
    func expectNoComplaints() async throws {
        let complaints = try await browser.complaints()
        #expect(complaints == [])
    }
}
