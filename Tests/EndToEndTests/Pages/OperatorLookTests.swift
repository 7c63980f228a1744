import TestSupport
import Testing

@testable import Coordinator

/// How the operators' pages look: a picture of each in `.build/screenshots`, and what a program can check of them.
@Suite("Looks of the operator pages, end to end", .serialized, .timeLimit(.minutes(10)))
struct OperatorLookTests {
    private static let pages: [(name: String, path: String)] = [
        ("overview", "/operator?range=month"), ("overview-day", "/operator"), ("waiting", "/operator/waiting"),
        ("alarms", "/operator/alarms"), ("sales", "/operator/sales"), ("places", "/operator/places"),
        ("place", "/operator/places/town-hall"), ("prices", "/operator/places/town-hall/prices"),
        ("machines", "/operator/machines"), ("ledger", "/operator/ledger"),
        ("account", "/operator/ledger/account?id=operator/sales/SANDBOX-EUR"), ("check", "/operator/ledger/check"),
        ("events", "/operator/events"), ("webhooks", "/operator/webhooks"), ("audit", "/operator/audit"),
        ("backups", "/operator/backups"), ("recovery", "/operator/recovery"), ("problem", "/operator/sales/0000"),
        ("runs", "/operator/runs"), ("labels", "/operator/labels"),
        ("overview-place", "/operator?range=week&place=station"),
    ]

    /// What somebody sees first: nothing is there yet.
    private static let empty: [(name: String, path: String)] = [
        "overview", "waiting", "alarms", "sales", "places", "machines", "ledger", "events", "webhooks", "audit",
        "backups", "recovery", "runs", "labels",
    ].map { ("empty-\($0)", $0 == "overview" ? "/operator" : "/operator/\($0)") }

    @Test func areInOrderOnEveryScreen() async throws {
        try await Town.visit(sales: 90) { town in
            let own = [
                ("sale", "/operator/sales/\(town.doubtful)"),
                ("machine", "/operator/machines/\(PercentEncoding.encode(TownPast.id("snack-2")))"),
                ("run", "/operator/runs/\(town.line.run)"), ("label-sheet", "/operator/labels/\(town.line.sheet)"),
            ]
            for screen in BrowserOptions.Screen.allCases {
                for scheme in BrowserOptions.ColorScheme.allCases {
                    let options = BrowserOptions(screen: screen, colorScheme: scheme)
                    try await Self.look(at: [("login", "/login")], town, try await Browser.start(options))
                    try await Self.look(at: Self.pages + own, town, try await town.logIn(options))
                }
            }
        }
    }

    /// `make docs` shows the top of the overview.
    private static func document(_ page: String, _ browser: Browser) async throws {
        let options = browser.options
        guard GeneratedFile.isRegenerating, page == "overview", options.screen == .desktop,
            options.colorScheme == .light
        else { return }
        try await browser.screenshot(
            to: "\(PackageRoot.path)/docs/images/operator-overview.png",
            scale: 0.75,
            mostHeight: 1_262
        )
    }

    @Test func areInOrderBeforeAnythingHappened() async throws {
        try await Town.visit(sales: nil) { town in
            for (screen, scheme) in [(.phone, .dark), (.desktop, .light)] as [Self.Way] {
                let options = BrowserOptions(screen: screen, colorScheme: scheme)
                try await Self.look(at: Self.empty, town, try await town.logIn(options))
            }
        }
    }

    private typealias Way = (BrowserOptions.Screen, BrowserOptions.ColorScheme)

    private static func look(at pages: [(name: String, path: String)], _ town: Town, _ browser: Browser) async throws {
        for page in pages {
            try await browser.open(town.address + page.path)
            try await browser.wait(for: "main")
            let faults = try await PageChecks.faults(browser)
            let (screen, scheme) = (browser.options.screen.rawValue, browser.options.colorScheme.rawValue)
            #expect(faults == [], "\(page.name), \(screen), \(scheme)")
            try await document(page.name, browser)
            try await browser.screenshot(
                to: "\(PackageRoot.path)/.build/screenshots/operator-\(page.name)-\(screen)-\(scheme).png"
            )
        }
        // The browser itself notes the answer 404 of the page that is not there.
        #expect(try await browser.complaints().filter { !$0.contains("status of 404") } == [])
        await browser.close()
    }
}
