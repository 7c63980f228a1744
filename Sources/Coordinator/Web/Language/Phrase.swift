/// A key of the catalogue of everything customers read: one enum per topic, each case with its wording in every
/// language. Leaving a case or a language out does not compile.
package protocol Phrase: RawRepresentable<String>, CaseIterable, Sendable {
    /// The text in every language.
    var wording: Wording { get }
}

extension Phrase {
    /// The text in a language, its `{placeholders}` filled in.
    func text(_ language: Language, _ values: [String: String] = [:]) -> String {
        wording.text(language, values)
    }
}
