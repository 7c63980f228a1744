/// A piece of HTML. Whatever is interpolated as text is escaped; only another piece goes in as it is, so no text of a
/// person can become markup.
struct HTML: ExpressibleByStringInterpolation {
    /// The markup.
    let markup: String

    /// Markup written in this program.
    init(stringLiteral value: String) { markup = value }

    init(stringInterpolation: Interpolation) { markup = stringInterpolation.markup }

    /// Pieces one after the other.
    init(_ pieces: [HTML]) { markup = pieces.map(\.markup).joined(separator: "\n") }

    /// Collects literals as they are and texts escaped.
    struct Interpolation: StringInterpolationProtocol {
        var markup = ""

        init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity * 2) }

        mutating func appendLiteral(_ literal: String) { markup += literal }

        mutating func appendInterpolation(_ text: String) { markup += HTML.escaped(text) }

        mutating func appendInterpolation(_ piece: HTML) { markup += piece.markup }
    }

    /// The text with the five characters that mean something in HTML written as references.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
