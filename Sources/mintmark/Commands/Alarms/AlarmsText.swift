/// Alarms as people read them.
enum AlarmsText {
    /// The alarms, each with its words below it: they say what to do and are never shortened.
    static func list(_ alarms: [Answers.Alarms.Alarm], _ presentation: Presentation) -> String {
        guard !alarms.isEmpty else {
            return presentation.text("No alarm is open.", .good) + " Those before: mintmark alarms list --all\n"
        }
        return alarms.map { alarm in
            let count = alarm.count > 1 ? "  \(alarm.count) times" : ""
            let seen = alarm.acknowledgedAt.map { "  acknowledged \(TimeText.moment($0, presentation))" } ?? ""
            let head = [
                presentation.text(PlainText.line(alarm.code), alarm.acknowledgedAt == nil ? .bad : .plain),
                PlainText.line(alarm.subject), presentation.text(TimeText.moment(alarm.raisedAt, presentation), .faint),
                presentation.text(alarm.id, .faint),
            ]
            return head.joined(separator: "  ") + count + seen + "\n  " + PlainText.line(alarm.text) + "\n"
        }.joined()
    }
}
