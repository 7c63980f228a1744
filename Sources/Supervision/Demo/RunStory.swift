/// The words for the events of a run of a line, for a reader who sees the system for the first time.
package enum RunStory {
    /// The words for an event.
    /// - Parameters:
    ///   - kind: the event's kind, e.g. `unit.stamped`.
    ///   - data: its members that are texts.
    /// - Returns: a short name and the words; nil for an event that does not belong in the story.
    package static func tell(kind: String, data: [String: String]) -> (name: String, words: String)? {
        switch kind {
        case "run.created": ("run", "A run of \(data["count"] ?? "?") was ordered.")
        case "block.granted":
            (
                "serials",
                "\(data["count"] ?? "?") random serials were granted to the line; the log has that before the line "
                    + "hears of it."
            )
        case "run.changed": data["state"].flatMap { change($0, reason: data["reason"]) }
        case "unit.stamped": stamped(data)
        case "block.released": ("return", "What was not used is asked back; it is inactive then, for ever.")
        default: nil
        }
    }

    /// Where an event stands among those of the same millisecond, cause first.
    package static func rank(kind: String) -> Int {
        let causesFirst = ["block.granted", "run.created", "unit.stamped", "run.changed"]
        return causesFirst.firstIndex(of: kind) ?? causesFirst.count
    }

    private static func change(_ state: String, reason: String?) -> (name: String, words: String)? {
        let why = reason.map { ": \($0)" } ?? ""
        return switch state {
        case "running": ("running", "The line has its serials on disk, and runs.")
        case "interrupted": ("interrupted", "The line holds\(why).")
        case "ended": ("ended", "The run is over\(why).")
        case "aborted": ("aborted", "The run was given up\(why).")
        default: nil
        }
    }

    private static func stamped(_ data: [String: String]) -> (name: String, words: String) {
        let serial = data["serial"] ?? "?"
        let why = data["reason"].map { " (\($0))" } ?? ""
        return switch data["status"] {
        case "commissioned":
            ("stamped", "\(serial) was read back from the unit: commissioned. Its passport is made and logged.")
        case "scrapped": ("scrapped", "\(serial) is scrapped\(why); the unit went to the reject gate.")
        default: ("notWritten", "\(serial) was never written\(why).")
        }
    }
}
