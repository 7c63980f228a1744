/// Which browser a test looks through.
package struct BrowserOptions: Sendable {
    /// The size and kind of its window.
    package enum Screen: String, Sendable, CaseIterable {
        /// 390 × 844 points, two pixels each, with fingers; with a mouse where scripts don't run.
        case phone
        /// 1280 × 900 points, with a mouse.
        case desktop

        /// Points wide.
        package var width: Int { self == .phone ? 390 : 1_280 }
        /// Points high.
        package var height: Int { self == .phone ? 844 : 900 }
    }

    /// What `prefers-color-scheme` says.
    package enum ColorScheme: String, Sendable, CaseIterable {
        case light
        case dark
    }

    /// The window.
    package var screen = Screen.phone
    /// Light or dark.
    package var colorScheme = ColorScheme.light
    /// Its languages, most wanted first: it sends them as `Accept-Language`.
    package var languages = ["en-GB", "en"]
    /// Whether scripts of pages run.
    package var runsScripts = true

    /// A phone in daylight, in English.
    package init(
        screen: Screen = .phone,
        colorScheme: ColorScheme = .light,
        languages: [String] = ["en-GB", "en"],
        runsScripts: Bool = true
    ) {
        self.screen = screen
        self.colorScheme = colorScheme
        self.languages = languages
        self.runsScripts = runsScripts
    }

    /// What the driver is asked for (w3.org/TR/webdriver2, section 7, and Chromium's own).
    func capabilities(profile: String, isRoot: Bool) -> WebDriverValue {
        var arguments = [
            "--headless=new", "--user-data-dir=\(profile)", "--accept-lang=\(languages.joined(separator: ","))",
            "--window-size=\(screen.width),\(screen.height)", "--hide-scrollbars", "--disable-gpu",
            "--disable-dev-shm-usage", "--disable-crash-reporter", "--no-first-run", "--disable-component-update",
            "--disable-background-networking", "--disable-sync", "--force-color-profile=srgb",
        ]
        // Chromium's own sandbox refuses to run as root.
        if isRoot { arguments.append("--no-sandbox") }
        var chromium: [String: WebDriverValue] = [
            "args": .array(arguments.map { .text($0) }),
            "prefs": ["intl.accept_languages": .text(languages.joined(separator: ","))],
        ]
        if screen == .phone {
            chromium["mobileEmulation"] = [
                "deviceMetrics": [
                    "width": .number(Double(screen.width)), "height": .number(Double(screen.height)),
                    "pixelRatio": 2, "mobile": true,
                    // With a finger the driver waits for a timer of the page, which never ends where scripts don't run.
                    "touch": .boolean(runsScripts),
                ]
            ]
        }
        return [
            "capabilities": [
                "alwaysMatch": [
                    "browserName": "chrome", "acceptInsecureCerts": true,
                    "goog:chromeOptions": .object(chromium), "goog:loggingPrefs": ["browser": "ALL"],
                ]
            ]
        ]
    }
}
