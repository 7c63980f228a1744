/// What happened in a run, for watching.
enum RunTimeline {
    /// One line about an event of the run; nil for one that does not belong in the story.
    static func line(_ event: Answers.Event, _ presentation: Presentation) -> String? {
        words(event).map { words, tone in
            let moment = presentation.text(TimeText.moment(event.at, presentation), .faint)
            return "\(moment)  \(presentation.text(PlainText.line(words), tone))"
        }
    }

    private static func words(_ event: Answers.Event) -> (String, Tone)? {
        let facts = event.facts
        let by = facts["by"].map { " by \($0)" } ?? ""
        switch event.kind {
        case "run.created": return ("ordered\(by)", .plain)
        case "run.changed":
            let reason = facts["reason"].map { ": \($0)" } ?? ""
            let asked = facts["asked"].map { ", asked to \($0)\(by)" } ?? ""
            return ("\(Words.of(facts["state"] ?? "?"))\(reason)\(asked)", RunText.tone(facts["state"] ?? ""))
        case "unit.stamped":
            let status = facts["status"] ?? "?"
            let reason = facts["reason"].map { ": \($0)" } ?? ""
            return (
                "unit \(facts["unit"] ?? "?")  \(facts["serial"] ?? "?")  \(Words.of(status))\(reason)",
                status == "commissioned" ? .good : .warning
            )
        default: return nil
        }
    }
}
