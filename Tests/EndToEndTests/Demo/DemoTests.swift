import Foundation
import NIOHTTP1
import TestSupport
import Testing

/// The first thing that anybody sees: `make run` is `mintmark demo`.
@Suite("Demo, end to end", .timeLimit(.minutes(5)))
struct DemoTests {
    /// `make docs` takes the picture of the README as well.
    private static let ways: [(BrowserOptions.Screen, BrowserOptions.ColorScheme)] =
        [(.phone, .dark), (.desktop, .light)] + (GeneratedFile.isRegenerating ? [(.phone, .light)] : [])

    private static func demo(_ folder: TemporaryDirectory, _ arguments: String...) throws -> ChildProcess {
        try ChildProcess(
            BuiltProducts.path("mintmark"),
            arguments: ["demo", "--port", "\(try freePort())", "--timeout", "120"] + arguments,
            environment: ["TMPDIR": folder.path]
        )
    }

    @Test func makesOneSaleStampsOneUnitAndShowsWhatHappened() async throws {
        let folder = try TemporaryDirectory()
        let state = folder.path("kept")
        let demo = try Self.demo(folder, "--once", "--state", state)
        let exit = try await demo.waitUntilExit(timeoutSeconds: 150)
        let text = demo.lines.joined(separator: "\n")
        #expect(exit == 0, "\(text)")
        #expect(text.contains("captured; the motor fired once."), "\(text)")
        #expect(text.contains("marked once, read back, commissioned."), "\(text)")
        for step in ["serials", "run", "running", "mark", "stamped", "ended"] {
            #expect(text.contains(" s  \(step) "), "\(step): \(text)")
        }
        let passport = try #require(demo.lines.first { $0.hasPrefix("Passport: ") }?.dropFirst(10))
        let path = try #require(URL(string: String(passport))?.path)

        // What it printed answers for as long as a coordinator runs on that state.
        let again = try Self.demo(folder, "--state", state)
        try await again.waitForLine(containing: "Ctrl-C stops everything", timeoutSeconds: 120)
        let base = try Self.base(again)
        let page = try await API(base: base, token: "").call(.GET, path)
        #expect(page.status == 200 && page.text.contains("Bicycle lamp L-300"), "\(page.status)")
        #expect(!page.text.contains("Cells &amp; Sons") && page.text.contains("statements"))
        // The unit of the first time is the example of the second.
        #expect(again.lines.contains { $0.contains("Scan") && path.hasSuffix($0.split(separator: "/").last ?? "?") })
        again.send(signal: SIGINT)
        #expect(try await again.waitUntilExit(timeoutSeconds: 60) == 0)
    }

    @Test func saysSoWhenTheMachineIsBroken() async throws {
        let folder = try TemporaryDirectory()
        let demo = try Self.demo(folder, "--once", "--faults", "A1=jam")
        #expect(try await demo.waitUntilExit(timeoutSeconds: 150) != 0)
        #expect(demo.lines.contains { $0.contains("was not delivered") }, "\(demo.lines.suffix(20))")
    }

    @Test func saysSoWhenTheLineIsBroken() async throws {
        let folder = try TemporaryDirectory()
        let demo = try Self.demo(folder, "--once", "--faults", "S1=wrongEcho")
        #expect(try await demo.waitUntilExit(timeoutSeconds: 150) != 0)
        #expect(demo.lines.contains { $0.contains("The line holds: wrongHash") }, "\(demo.lines.suffix(20))")
    }

    /// What the README promises: a run is ordered in the page, units pass, one is clicked, and there is its passport.
    @Test(arguments: ways.indices) func aRunIsStartedInTheBrowserAndAUnitHasItsPassport(_ way: Int) async throws {
        let folder = try TemporaryDirectory()
        let demo = try Self.demo(folder)
        try await demo.waitForLine(containing: "Ctrl-C stops everything", timeoutSeconds: 120)
        let file = try #require(demo.lines.first { $0.contains("cat ") }?.split(separator: " ").last)
        let token = try String(contentsOfFile: String(file), encoding: .utf8).split(separator: "\n").first
        let (screen, scheme) = Self.ways[way]
        let browser = try await Browser.start(BrowserOptions(screen: screen, colorScheme: scheme))
        let visit = RunVisit(browser: browser, address: try Self.base(demo), pictures: "demo-")
        try await visit.arrive(token: String(try #require(token)))
        try await visit.look("runs")
        try await visit.order(lot: "L1", count: 4)
        // The page goes on by itself; which numbers it shows on the way is the computer's speed.
        try await visit.watch(4, of: 4)
        try await visit.look("run")
        try await visit.openPassport(of: "Bicycle lamp L-300")
        try await visit.look("passport")
        if GeneratedFile.isRegenerating, screen == .phone, scheme == .light {
            let file = "\(PackageRoot.path)/docs/images/passport.png"
            try await browser.screenshot(to: file, scale: 0.7, mostHeight: 1_000)
        }
        let example = try #require(demo.lines.first { $0.contains("Scan ") }?.split(separator: " ").last)
        try await browser.open(String(example))
        try await browser.wait(for: "Bicycle lamp L-300", in: "h1")
        #expect(try await browser.address().contains("/p/01/09520123456788/21/"))
        try await visit.leave()
        demo.send(signal: SIGINT)
        #expect(try await demo.waitUntilExit(timeoutSeconds: 60) == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    private static func base(_ demo: ChildProcess) throws -> String {
        let line = try #require(demo.lines.first { $0.contains("/operator/runs") })
        let url = try #require(line.split(separator: " ").last)
        return String(url.dropLast("/operator/runs".count))
    }
}
