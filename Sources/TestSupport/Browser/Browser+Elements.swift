import NIOHTTP1

extension Browser {
    /// How long a test waits for what a page should show; a busy machine is slow, and a page that is there costs
    /// nothing.
    package static let patienceSeconds = 45.0

    /// The `innerText` of an element that is not rendered is its source, which nobody reads.
    private static let visibleText = "e.checkVisibility() ? e.innerText : ''"

    private static let elementKey = "element-6066-11e4-a52e-4f735466cecf"

    /// How many elements a CSS selector finds now.
    package func count(_ selector: String) async throws -> Int {
        try await elements(selector).count
    }

    /// Whether there is one now.
    package func has(_ selector: String) async throws -> Bool { try await count(selector) > 0 }

    /// What a person reads in the first element, nothing of a hidden one; nil when there is none.
    package func text(_ selector: String) async throws -> String? {
        try await script(
            "const e = document.querySelector(arguments[0]); return e && (\(Self.visibleText))",
            [.text(selector)]
        ).text
    }

    /// What a person reads in every element, nothing of hidden ones.
    package func texts(_ selector: String) async throws -> [String] {
        try await script(
            "return Array.from(document.querySelectorAll(arguments[0]), e => \(Self.visibleText))",
            [.text(selector)]
        ).array.compactMap(\.text)
    }

    /// An attribute of the first element; nil when there is none.
    package func attribute(_ selector: String, _ name: String) async throws -> String? {
        try await script(
            "return document.querySelector(arguments[0])?.getAttribute(arguments[1])",
            [.text(selector), .text(name)]
        ).text
    }

    /// Presses the first element, as soon as it is there.
    package func click(_ selector: String) async throws {
        try await act(on: selector, "/click", [:])
    }

    /// Types into the first element, as soon as it is there.
    package func type(_ text: String, into selector: String) async throws {
        try await act(on: selector, "/value", ["text": .text(text)])
    }

    /// Empties the first element, as soon as it is there.
    package func clear(_ selector: String) async throws {
        try await act(on: selector, "/clear", [:])
    }

    /// Waits until there is such an element.
    package func wait(for selector: String, timeoutSeconds: Double = patienceSeconds) async throws {
        try await watch("\(selector) is there", timeoutSeconds) { try await self.has(selector) }
    }

    /// Waits until an element shows this text.
    package func wait(for text: String, in selector: String, timeoutSeconds: Double = patienceSeconds) async throws {
        try await watch("\(selector) reads \"\(text)\"", timeoutSeconds) {
            try await self.texts(selector).contains { $0.contains(text) }
        }
    }

    /// Waits until the address contains this.
    package func wait(forAddress part: String, timeoutSeconds: Double = patienceSeconds) async throws {
        try await watch("the address has \(part)", timeoutSeconds) { try await self.address().contains(part) }
    }

    private func elements(_ selector: String) async throws -> [String] {
        try await session.send(.POST, "/elements", ["using": "css selector", "value": .text(selector)]).array
            .compactMap { $0[Self.elementKey].text }
    }

    /// A page may be replaced between finding and pressing: then it is found again.
    private func act(on selector: String, _ path: String, _ body: WebDriverValue) async throws {
        try await watch("\(selector) can be used", Self.patienceSeconds) {
            guard let id = try await self.elements(selector).first else { return false }
            do {
                try await self.session.send(.POST, "/element/\(id)\(path)", body)
                return true
            } catch let error as WebDriverError where Self.passing.contains(error.code) {
                return false
            }
        }
    }

    private static let passing = ["stale element reference", "element not interactable", "element click intercepted"]

    private func watch(_ what: String, _ seconds: Double, _ condition: () async throws -> Bool) async throws {
        do {
            try await eventually(what, timeoutSeconds: seconds, pollMilliseconds: 50, condition)
        } catch let error as TestSupportError {
            let page = try await script("return location.href + '\\n' + document.body.innerText").text ?? ""
            throw TestSupportError("\(error)\n--- page ---\n\(page)")
        }
    }
}
