package import Logging
import Logs

/// Every event is also a line of the log, written after the commit that stored it.
extension EventKind: LogCode {
    /// An alarm is for a person; everything else is for the record.
    package var level: Logger.Level { self == .alarmRaised ? .warning : .info }

    /// The kind in words.
    package var message: String { rawValue.replacing(".", with: " ") }

    /// What to do.
    package var advice: String {
        self == .alarmRaised ? "Do what `text` says, then acknowledge it; see GET /v1/alarms." : ""
    }
}

extension EventKind {
    /// Members of an event's data that its line repeats. Everything else may be a payload.
    private static let told: Set<String> = [
        "amount", "asset", "counter", "entry", "epoch", "goods", "kind", "lane", "money", "payment", "place", "rail",
        "reason", "sequence", "state", "status",
    ]

    /// What the line of an event says.
    func metadata(subject: String, data: [String: String], traceparent: String?) -> Logger.Metadata {
        var metadata: Logger.Metadata = [subjectField: .string(subject)]
        for (name, value) in data where Self.told.contains(name) { metadata[name] = .string(value) }
        if let code = data["code"], !code.isEmpty { metadata["reason_code"] = .string(code) }
        if self == .alarmRaised { metadata["text"] = .string(data["text"] ?? "") }
        for name in [LogField.command, LogField.sale] {
            if let value = data[name], !value.isEmpty { metadata[name] = .string(value) }
        }
        let trace = LogField.traceID(of: traceparent)
        if !trace.isEmpty { metadata[LogField.trace] = .string(trace) }
        return metadata
    }

    /// What the subject of such an event is.
    private var subjectField: String {
        switch rawValue.prefix(while: { $0 != "." }) {
        case "order", "quote", "sale", "refund": LogField.sale
        case "sighting": self == .sightingSeen ? LogField.sale : "rail"
        case "rail": LogField.sale
        case "machine", "session", "command", "receipt": LogField.machine
        case "place", "stock", "lane": "place"
        default: "subject"
        }
    }
}
