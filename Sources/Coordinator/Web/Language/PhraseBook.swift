import Mustache

/// The texts of one language, as templates ask for them: `{{words.pay}}`.
struct PhraseBook: MustacheParent {
    private let language: Language

    init(_ language: Language) {
        self.language = language
    }

    func child(named name: String) -> Any? { Phrase(rawValue: name)?.text(language) }
}
