import Mustache

/// The texts of one language, as templates ask for them: `{{words.buy}}`.
struct PhraseBook: MustacheParent {
    private let language: Language

    init(_ language: Language) {
        self.language = language
    }

    /// The topics that templates may ask for; a test keeps their keys apart.
    static let topics: [any Phrase.Type] = [
        FramePhrase.self, PlacePhrase.self, OrderPhrase.self, PaymentPhrase.self, PassportPhrase.self,
    ]

    /// The phrase with this key.
    static func phrase(_ key: String) -> (any Phrase)? {
        for topic in topics {
            if let phrase = topic.init(rawValue: key) { return phrase }
        }
        return nil
    }

    func child(named name: String) -> Any? { Self.phrase(name)?.text(language) }
}
