/// One text in every language.
package struct Wording: Hashable, Sendable {
    private let english: String
    private let german: String

    /// Makes a wording.
    init(_ english: String, _ german: String) {
        self.english = english
        self.german = german
    }

    /// The text in a language.
    func text(_ language: Language) -> String {
        switch language {
        case .english: english
        case .german: german
        }
    }

    /// The text in a language with its `{placeholders}` filled in, in one pass: what is filled in stays as it is.
    func text(_ language: Language, _ values: [String: String]) -> String {
        var rest = text(language)[...]
        var text = ""
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = rest[rest.index(after: open)..<close]
            text += rest[..<open] + (values[String(name)] ?? String(rest[open...close]))
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}
