/// Text as JSON has it (RFC 8259 section 7).
enum JSONText {
    /// The text in quotation marks, with control characters, quotation marks and backslashes escaped. A line feed in a
    /// message never ends the line.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            // U+2028 and U+2029 end a line for some readers.
            case "\u{0}"..<" ", "\u{7F}", "\u{2028}", "\u{2029}": result += escape(scalar.value)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func escape(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
