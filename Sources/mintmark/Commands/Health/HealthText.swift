/// Health as people read it.
enum HealthText {
    /// The whole, and its parts.
    static func text(_ health: Answers.Health, _ presentation: Presentation) -> String {
        var table = Table([.text("PART"), .text("STATE"), .text("SINCE"), .words("DETAIL")])
        for component in health.components {
            table.add([
                .init(component.name), .init(component.status, tone(component.status)),
                .init(TimeText.moment(component.since, presentation)), .init(component.detail),
            ])
        }
        let whole = presentation.text(health.status, tone(health.status))
        return "The coordinator is \(whole).\n\n" + table.text(presentation)
    }

    private static func tone(_ status: String) -> Tone {
        switch status {
        case "ok": .good
        case "degraded": .warning
        default: .bad
        }
    }
}
