internal import Logging

/// One line of the log as one JSON object.
enum LogLine {
    /// Longest text of one field, in characters; a longer one is cut, because a log is no store.
    static let maximumCharacters = 2_000

    /// Names of metadata whose value never reaches a log, whoever gives it: what opens doors, and what was sent.
    static let withheld: Set<String> = [
        "authorization", "body", "cookie", "envelope", "key", "password", "payload", "quote", "ratchet", "receipt",
        "secret", "token",
    ]

    /// The line, without its end.
    static func text(
        time milliseconds: Int64,
        program: String,
        level: Logger.Level,
        code: String,
        message: String,
        metadata: Logger.Metadata
    ) -> String {
        var fields = [
            field("time", Timestamp.text(milliseconds: milliseconds)), field("level", level.rawValue),
            field("code", code), field("message", message), field("program", program),
        ]
        for name in LogField.top {
            guard let value = metadata[name].map({ "\($0)" }), !value.isEmpty else { continue }
            fields.append(field(name, value))
        }
        let rest = metadata.filter { !LogField.top.contains($0.key) && $0.key != LogField.code }
        if !rest.isEmpty {
            let members = rest.sorted { $0.key < $1.key }.map { name, value in member(name, value) }
            fields.append("\"metadata\":{\(members.joined(separator: ","))}")
        }
        return "{\(fields.joined(separator: ","))}"
    }

    private static func field(_ name: String, _ text: String) -> String {
        "\(JSONText.quoted(name)):\(JSONText.quoted(cut(text)))"
    }

    private static func member(_ name: String, _ value: Logger.MetadataValue) -> String {
        guard !withheld.contains(name.lowercased()) else { return field(name, "withheld") }
        return "\(JSONText.quoted(name)):\(json(value))"
    }

    private static func json(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .string(let text): JSONText.quoted(cut(text))
        case .stringConvertible(let value): JSONText.quoted(cut("\(value)"))
        case .array(let values): "[\(values.map(json).joined(separator: ","))]"
        case .dictionary(let members):
            "{\(members.sorted { $0.key < $1.key }.map(member).joined(separator: ","))}"
        }
    }

    private static func cut(_ text: String) -> String {
        guard text.count > maximumCharacters else { return text }
        return text.prefix(maximumCharacters) + "…"
    }
}
