/// A language that customers' pages are written in. The raw value is its tag (RFC 5646).
package enum Language: String, CaseIterable, Sendable {
    /// English, also for whoever asks for none of these.
    case english = "en"
    /// German.
    case german = "de"

    /// Its name in itself.
    package var ownName: String {
        switch self {
        case .english: "English"
        case .german: "Deutsch"
        }
    }
}
