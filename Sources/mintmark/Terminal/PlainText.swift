/// Text that others wrote, made harmless for a terminal: it can't move the cursor, hide or colour anything.
enum PlainText {
    /// The text on one line; control characters and marks of writing direction become `�`, white space a blank.
    static func line(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                line.append(" ")
            } else if scalar.properties.generalCategory == .control || isDirection(scalar) {
                line.append("\u{FFFD}")
            } else {
                line.append(scalar)
            }
        }
        return String(line)
    }

    /// The marks that turn the writing direction, by which a text can look like another.
    private static func isDirection(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
}
