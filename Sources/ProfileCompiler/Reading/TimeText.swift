/// Times as a profile writes them: `500us`, `800ms`, `2s`, `1min`.
enum TimeText {
    /// The time in microseconds, or nil when it is not a whole number with a unit.
    static func microseconds(_ text: String) -> Int? {
        let digits = text.prefix { ("0"..."9").contains($0) }
        guard !digits.isEmpty, digits.utf8.count <= 9, let number = Int(digits) else { return nil }
        switch text.dropFirst(digits.count) {
        case "us": return number
        case "ms": return number * 1_000
        case "s": return number * 1_000_000
        case "min": return number * 60_000_000
        default: return nil
        }
    }

    /// What is wrong with a text that is no time.
    static func fault(of text: String) -> String {
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return "“\(text)” has no unit"
        }
        return "“\(text.prefix(40))” is not a time"
    }
}
