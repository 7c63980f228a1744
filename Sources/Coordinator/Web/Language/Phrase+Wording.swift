extension Phrase {
    /// The text in every language.
    var wording: Wording {
        switch self {
        case .languages: Wording("Languages", "Sprachen")
        }
    }
}
