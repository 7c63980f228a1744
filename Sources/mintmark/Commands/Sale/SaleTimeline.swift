import Supervision

/// What happened in a sale, in order.
enum SaleTimeline {
    /// A table: when, how long after the first, what.
    static func text(_ sale: Answers.Sale, _ events: [Answers.Event], _ presentation: Presentation) -> String {
        let told = ordered(events).compactMap { event in words(event).map { (event, $0) } }
        guard let first = told.first?.0.at else { return "" }
        var table = Table([.text("TIME"), .number("AFTER"), .text("STEP"), .words("WHAT HAPPENED")])
        for (event, words) in told {
            table.add([
                .init(TimeText.moment(event.at, presentation)), .init(TimeText.offset(event.at, since: first)),
                .init(words.name), .init(words.words),
            ])
        }
        return table.text(presentation)
    }

    /// One line about an event of the sale, for watching; nil for one that does not belong in the story.
    static func line(_ event: Answers.Event, _ presentation: Presentation) -> String? {
        words(event).map {
            "\(presentation.text(TimeText.moment(event.at, presentation), .faint))  \(PlainText.line($0.words))"
        }
    }

    /// The id in a W3C trace context: the same for the sale, its command and its receipts.
    static func trace(_ traceparent: String) -> String {
        traceparent.split(separator: "-").dropFirst().first.map(String.init) ?? traceparent
    }

    /// Whether an event is part of a sale.
    static func belongs(_ event: Answers.Event, to sale: Answers.Sale) -> Bool {
        event.subject == sale.order.id || event.traceparent.map(trace) == trace(sale.traceparent)
    }

    private static func ordered(_ events: [Answers.Event]) -> [Answers.Event] {
        events.enumerated().sorted { left, right in
            (left.element.at, SaleStory.rank(kind: left.element.kind), left.offset)
                < (right.element.at, SaleStory.rank(kind: right.element.kind), right.offset)
        }.map(\.element)
    }

    private static func words(_ event: Answers.Event) -> (name: String, words: String)? {
        guard let told = SaleStory.tell(kind: event.kind, data: event.facts) else { return nil }
        guard let by = event.facts["by"], event.kind == "sale.resolved" else { return told }
        let note = event.facts["note"].map { ": “\($0)”" } ?? ""
        return (told.name, "\(by) decided: money \(Words.of(event.facts["money"] ?? "?"))\(note)")
    }
}
