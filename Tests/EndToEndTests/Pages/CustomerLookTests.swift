import TestSupport
import Testing

/// How the pages look and whether everyone can use them: pictures in every window and colour, kept to be looked at, and
/// what can be measured about them.
@Suite("The look of the customer pages, end to end", .timeLimit(.minutes(6)))
struct CustomerLookTests {
    private static let names = [
        "Salted peanuts", "Dark chocolate", "Apple crisps", "Oat bar", "Liquorice",
        "Wholegrain hazelnut biscuits with ginger",
    ]
    private static let prices = [150, 220, 180, 160, 140, 190]

    private func furnish(_ stand: Stand) async throws {
        let selections = zip(Self.names, Self.prices).enumerated().map { index, line in
            #"{"id":"a\#(index + 1)","name":"\#(line.0)","lane":"A\#(index + 1)","price":"\#(line.1)"}"#
        }
        _ = try await stand.api.put(
            "/v1/places/lobby",
            #"{"name":"Lobby","selections":[\#(selections.joined(separator: ","))]}"#
        )
        _ = try await stand.api.put("/v1/places/lobby/lanes/A4", #"{"count":2}"#)
        _ = try await stand.api.put("/v1/places/lobby/lanes/A5", #"{"count":0}"#)
    }

    @Test func isKeptInPictures() async throws {
        let stand = try await Stand.start()
        try await furnish(stand)
        for screen in BrowserOptions.Screen.allCases {
            for scheme in BrowserOptions.ColorScheme.allCases {
                let visit = try await CustomerVisit(stand, BrowserOptions(screen: screen, colorScheme: scheme))
                let browser = visit.browser
                try await visit.arrive()
                try await visit.picture("shop")
                try await document(visit, "shop")
                try await expectUsable(browser)
                let order = try await visit.choose("a1")
                try await browser.wait(for: "time[data-milliseconds]")
                try await visit.picture("order")
                try await document(visit, "order")
                try await expectUsable(browser)
                try await stand.pay(order)
                try await browser.wait(for: "Enjoy!", in: "h1")
                try await visit.picture("done")
                try await expectUsable(browser)
                try await browser.open("\(visit.base)/")
                try await visit.picture("places")
                try await expectUsable(browser)
                try await browser.open("\(visit.base)/m/lobby/poster")
                try await visit.picture("poster")
                try await visit.expectNoComplaints()
                await browser.close()
            }
        }
    }

    /// `make docs` shows the pages as a phone shows them by day.
    private func document(_ visit: CustomerVisit, _ name: String) async throws {
        let options = visit.browser.options
        guard GeneratedFile.isRegenerating, options.screen == .phone, options.colorScheme == .light else { return }
        try await visit.browser.screenshot(to: "\(PackageRoot.path)/docs/images/customer-\(name).png", scale: 0.7)
    }

    /// WCAG 2.2: names for everything that can be used, targets of 44 by 44, one first heading, no sideways scrolling.
    private func expectUsable(_ browser: Browser) async throws {
        let small = try await browser.script(
            """
            return Array.from(document.querySelectorAll("a, button, input:not([type=hidden]), select"))
              .filter(e => e.offsetParent && !e.classList.contains("skip"))
              .map(e => e.matches("input[type=radio]") ? e.closest("label") : e)
              .filter(e => { const r = e.getBoundingClientRect(); return r.height < 43.5 || r.width < 43.5; })
              .map(e => e.outerHTML.slice(0, 120))
            """
        ).array.compactMap(\.text)
        #expect(small == [], "targets that are too small")
        let nameless = try await browser.script(
            """
            return Array.from(document.querySelectorAll("a, button, img, svg[role=img], input:not([type=hidden])"))
              .filter(e => !(e.innerText || e.getAttribute("aria-label") || e.getAttribute("aria-labelledby")
                || e.hasAttribute("alt") || e.closest("label")))
              .map(e => e.outerHTML.slice(0, 120))
            """
        ).array.compactMap(\.text)
        #expect(nameless == [], "things without a name")
        #expect(try await browser.count("h1") == 1)
        #expect(try await browser.count("main") == 1)
        #expect(try await browser.script("return document.documentElement.lang").text == "en")
        // A phone shows a page that is too wide smaller: innerWidth would grow with it.
        let fits = "const page = document.documentElement; return page.scrollWidth <= page.clientWidth"
        #expect(try await browser.script(fits).boolean == true)
    }
}
