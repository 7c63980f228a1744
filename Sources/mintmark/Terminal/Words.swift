/// The API's names as words.
enum Words {
    /// `in doubt` of `inDoubt`, `not started` of `notStarted`.
    static func of(_ name: String) -> String {
        var words = ""
        for character in name {
            if character.isUppercase, !words.isEmpty, words.last != " " { words.append(" ") }
            words.append(contentsOf: character.lowercased())
        }
        return words
    }

    /// `2 lanes`, `1 lane`.
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }
}
