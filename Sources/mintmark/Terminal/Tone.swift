/// How a word is meant, which a terminal shows as a colour. The word itself says it too.
enum Tone: Sendable {
    /// Nothing special.
    case plain
    /// As it should be.
    case good
    /// Somebody should look.
    case warning
    /// Somebody has to act.
    case bad
    /// A title.
    case title
    /// Not as important as the rest.
    case faint

    /// The parameters of Select Graphic Rendition (ECMA-48, 8.3.117); nil for none.
    var rendition: String? {
        switch self {
        case .plain: nil
        case .good: "32"
        case .warning: "33"
        case .bad: "31"
        case .title: "1"
        case .faint: "2"
        }
    }
}
