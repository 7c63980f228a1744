internal import Logging

/// One line of the log in words: `2026-07-28T06:51:01.042Z warning rail.pollFailed: a rail did not answer rail=play`.
enum LogWords {
    /// The line, without its end.
    static func text(
        time milliseconds: Int64,
        level: Logger.Level,
        code: String,
        message: String,
        metadata: Logger.Metadata
    ) -> String {
        let head = "\(Timestamp.text(milliseconds: milliseconds)) \(level.rawValue) \(code): \(onOneLine(message))"
        let rest = metadata.filter { $0.key != LogField.code && !"\($0.value)".isEmpty }
        let members = rest.sorted { $0.key < $1.key }.map { name, value in
            let isWithheld = LogLine.withheld.contains(name.lowercased())
            return " \(name)=\(isWithheld ? "withheld" : onOneLine("\(value)"))"
        }
        return head + members.joined()
    }

    /// What a stranger sent must not look like a line of its own.
    private static func onOneLine(_ text: String) -> String {
        let cut = text.prefix(LogLine.maximumCharacters)
        return String(cut.map { $0.isNewline || ($0.unicodeScalars.first?.value ?? 0) < 0x20 ? " " : $0 })
    }
}
