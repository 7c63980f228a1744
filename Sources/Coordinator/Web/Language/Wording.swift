/// One text in every language.
struct Wording: Sendable {
    private let english: String
    private let german: String

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
}
