import FoundationEssentials
import Glibc
import NIOHTTP1
import Synchronization

/// Chromium without a screen, driven as a person would use it (w3.org/TR/webdriver2), through Debian's `chromium` and
/// `chromium-driver`. It has a profile of its own and accepts a coordinator's own certificate. Driver and browser are
/// one process group, killed when the last reference goes.
package final class Browser: Sendable {
    /// What it was started with.
    package let options: BrowserOptions

    let session: WebDriverConnection
    private let driver: ChildProcess
    private let profile: TemporaryDirectory
    private let log = Mutex<[String]>([])

    private init(
        _ options: BrowserOptions,
        session: WebDriverConnection,
        driver: ChildProcess,
        profile: TemporaryDirectory
    ) {
        self.options = options
        self.session = session
        self.driver = driver
        self.profile = profile
    }

    /// Starts a browser.
    /// - Throws: `TestSupportError` when there is none; install the packages that `scripts/prepare test` names.
    package static func start(_ options: BrowserOptions = BrowserOptions()) async throws -> Browser {
        let profile = try TemporaryDirectory()
        // With port 0 it takes what IPv6 gives it, which an IPv4 connection may have.
        let port = try freePort()
        let driver = try ChildProcess(
            "chromedriver",
            arguments: ["--port=\(port)"],
            environment: ["HOME": profile.path]
        )
        try await driver.waitForLine(containing: "started successfully on port", timeoutSeconds: 60)
        let root = WebDriverConnection(base: "http://127.0.0.1:\(port)")
        let made = try await root.send(
            .POST,
            "/session",
            options.capabilities(profile: profile.path("profile"), isRoot: getuid() == 0)
        )
        guard let id = made["sessionId"].text else { throw TestSupportError("no browser session: \(made)") }
        let browser = Browser(
            options,
            session: WebDriverConnection(base: "\(root.base)/session/\(id)"),
            driver: driver,
            profile: profile
        )
        try await browser.dress()
        return browser
    }

    /// Closes it. A browser that is only let go of is killed.
    package func close() async {
        _ = try? await session.send(.DELETE, "")
        driver.terminate()
        _ = try? await driver.waitUntilExit(timeoutSeconds: 20)
    }

    private func dress() async throws {
        let scheme: WebDriverValue = ["name": "prefers-color-scheme", "value": .text(options.colorScheme.rawValue)]
        // Pictures of pages that move would differ from run to run.
        let motion: WebDriverValue = ["name": "prefers-reduced-motion", "value": "reduce"]
        try await developer("Emulation.setEmulatedMedia", ["features": [scheme, motion]])
        if !options.runsScripts { try await developer("Emulation.setScriptExecutionDisabled", ["value": true]) }
    }

    /// One command of Chromium's developer protocol.
    @discardableResult
    package func developer(_ command: String, _ parameters: WebDriverValue) async throws -> WebDriverValue {
        try await session.send(.POST, "/goog/cdp/execute", ["cmd": .text(command), "params": parameters])
    }

    // MARK: Pages

    /// Opens an address and waits until it is loaded.
    package func open(_ address: String) async throws {
        try await session.send(.POST, "/url", ["url": .text(address)])
    }

    /// Where it is.
    package func address() async throws -> String { try await session.send(.GET, "/url").text ?? "" }

    /// The page's title.
    package func title() async throws -> String { try await session.send(.GET, "/title").text ?? "" }

    /// Loads the page again.
    package func reload() async throws { try await session.send(.POST, "/refresh", [:]) }

    /// The value of a cookie, one that scripts can't see too; nil when there is none.
    package func cookie(_ name: String) async throws -> String? {
        do {
            return try await session.send(.GET, "/cookie/\(name)")["value"].text
        } catch let error as WebDriverError where error.code == "no such cookie" {
            return nil
        }
    }

    /// Forgets all cookies of the page's site.
    package func removeCookies() async throws { try await session.send(.DELETE, "/cookie") }

    /// Runs a script in the page, with `arguments[0]` and so on, and gives what it returns.
    @discardableResult
    package func script(_ text: String, _ arguments: [WebDriverValue] = []) async throws -> WebDriverValue {
        try await session.send(.POST, "/execute/sync", ["script": .text(text), "args": .array(arguments)])
    }

    // MARK: Pictures

    /// Writes the page as it looks, over its whole length, into a PNG file.
    /// - Parameters:
    ///   - scale: pixels of the picture per pixel of the screen.
    ///   - mostHeight: points; what is below is left out.
    package func screenshot(to path: String, scale: Double = 1, mostHeight: Double = .infinity) async throws {
        let size = try await script(
            "return [innerWidth, Math.max(innerHeight, document.documentElement.scrollHeight)]"
        ).array.compactMap(\.number)
        guard size.count == 2 else { throw TestSupportError("the page has no size") }
        let clip: WebDriverValue = [
            "x": 0, "y": 0, "width": .number(size[0]), "height": .number(min(size[1], mostHeight)),
            "scale": .number(scale),
        ]
        let picture = try await developer(
            "Page.captureScreenshot",
            ["format": "png", "captureBeyondViewport": true, "clip": clip]
        )
        guard let data = Data(base64Encoded: picture["data"].text ?? "") else {
            throw TestSupportError("the picture is not base64")
        }
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        if !folder.isEmpty {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        try data.write(to: URL(filePath: path))
    }

    // MARK: What went wrong in pages

    /// Everything that pages wrote to the console and the browser complained about so far, as `LEVEL source: text`:
    /// failed scripts, refused styles (CSP), missing files.
    package func console() async throws -> [String] {
        let entries = try await session.send(.POST, "/se/log", ["type": "browser"]).array.map { entry in
            "\(entry["level"].text ?? "") \(entry["source"].text ?? ""): \(entry["message"].text ?? "")"
        }
        return log.withLock { log in
            log += entries
            return log
        }
    }

    /// The worst of `console()`: empty for a page in order.
    package func complaints() async throws -> [String] {
        try await console().filter { $0.hasPrefix("SEVERE") || $0.hasPrefix("WARNING") }
    }
}
