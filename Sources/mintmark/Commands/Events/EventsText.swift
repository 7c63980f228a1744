/// Events as people read them.
enum EventsText {
    /// A table.
    static func list(_ events: [Answers.Event], _ presentation: Presentation) -> String {
        guard !events.isEmpty else { return "No event is like that, or none came after the cursor.\n" }
        var table = Table([.text("TIME"), .text("EVENT"), .text("SUBJECT"), .words("DETAILS")])
        for event in events {
            table.add([
                .init(TimeText.moment(event.at, presentation), .faint), .init(event.kind, tone(event.kind)),
                .init(event.subject), .init(details(event)),
            ])
        }
        return table.text(presentation)
    }

    /// One line, for following.
    static func line(_ event: Answers.Event, _ presentation: Presentation) -> String {
        let parts = [
            presentation.text(TimeText.moment(event.at, presentation), .faint),
            presentation.text(PlainText.line(event.kind), tone(event.kind)), PlainText.line(event.subject),
            PlainText.line(details(event)),
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "  ")
    }

    /// `lane=A1 count=5`; longer texts, such as signed envelopes, are shortened: `--json` has them whole.
    private static func details(_ event: Answers.Event) -> String {
        event.facts.sorted { $0.key < $1.key }
            .map { "\($0.key)=\(DisplayWidth.shortened($0.value, to: longestFact))" }
            .joined(separator: " ")
    }

    private static let longestFact = 60

    private static func tone(_ kind: String) -> Tone {
        if kind == "alarm.raised" { return .bad }
        return kind.hasSuffix(".refused") || kind.hasSuffix(".rejected") || kind.hasSuffix(".quarantined")
            || kind == "machine.revoked"
            ? .warning : .plain
    }
}
