/// Every text of the customers' pages. `wording` has each in every language: leaving one out does not compile.
enum Phrase: String, CaseIterable {
    case languages

    /// The text in a language, its `{placeholders}` filled in.
    func text(_ language: Language, _ values: [String: String] = [:]) -> String {
        var text = wording.text(language)
        for (name, value) in values { text = text.replacing("{\(name)}", with: value) }
        return text
    }
}
