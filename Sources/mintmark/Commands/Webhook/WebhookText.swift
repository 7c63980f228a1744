/// Webhooks as people read them.
enum WebhookText {
    /// A table.
    static func list(_ webhooks: [Answers.Webhook], _ presentation: Presentation) -> String {
        guard !webhooks.isEmpty else {
            return "There is no webhook yet. Make one: mintmark webhook add NAME https://… --kind 'alarm.*'\n"
        }
        var table = Table([
            .text("WEBHOOK"), .text("NAME"), .text("STATE"), .number("DEAD LETTERS"), .words("KINDS"),
            .words("ADDRESS"),
        ])
        for webhook in webhooks {
            table.add([
                .init(webhook.id), .init(webhook.name), state(webhook),
                .init(String(webhook.deadLetters), webhook.deadLetters > 0 ? .bad : .faint),
                .init(webhook.kinds.joined(separator: " ")), .init(webhook.url),
            ])
        }
        return table.text(presentation)
    }

    /// One webhook; its secret only when it was just made.
    static func sheet(_ webhook: Answers.Webhook, _ presentation: Presentation) -> String {
        func moment(_ milliseconds: Int64?) -> String? { milliseconds.map { TimeText.moment($0, presentation) } }
        var sheet = Sheet()
        sheet.add("webhook", webhook.id)
        sheet.add("name", webhook.name)
        sheet.add("address", webhook.url)
        sheet.add("kinds", webhook.kinds.joined(separator: " "))
        let state = state(webhook)
        sheet.add("state", [state.text, webhook.stateReason].compactMap(\.self).joined(separator: ": "), state.tone)
        sheet.add("last answer", webhook.lastAnswer)
        sheet.add("last accepted", moment(webhook.acceptedAt))
        if webhook.attempts > 0 {
            sheet.add("failing since", moment(webhook.failingSince), .bad)
            sheet.add("attempts", String(webhook.attempts), .bad)
            sheet.add("next attempt", moment(webhook.nextAt))
        }
        sheet.add("dead letters", String(webhook.deadLetters), webhook.deadLetters > 0 ? .bad : .plain)
        sheet.add("old secret signs until", moment(webhook.oldSecretUntil))
        sheet.add("secret", webhook.secret, .title)
        guard webhook.secret != nil else { return sheet.text(presentation) }
        return sheet.text(presentation)
            + "Keep the secret where the receiver checks signatures; it is not shown again.\n"
    }

    /// Messages that were given up.
    static func letters(_ letters: [Answers.DeadLetters.Letter], _ webhook: String, _ presentation: Presentation)
        -> String
    {
        guard !letters.isEmpty else { return "No message of this webhook was given up.\n" }
        var table = Table([
            .text("EVENT"), .text("KIND"), .number("ATTEMPTS"), .text("GIVEN UP"), .text("STATE"),
            .words("LAST ANSWER"),
        ])
        for letter in letters {
            table.add([
                .init(letter.event), .init(letter.kind), .init(String(letter.attempts)),
                .init(TimeText.moment(letter.deadAt, presentation)),
                letter.retrying ? .init("retrying", .warning) : .init("given up", .bad), .init(letter.lastAnswer),
            ])
        }
        return table.text(presentation) + "To send them again: mintmark webhook retry \(webhook)\n"
    }

    private static func state(_ webhook: Answers.Webhook) -> Table.Cell {
        switch webhook.state {
        case "active": webhook.attempts > 0 ? .init("failing", .bad) : .init("active", .good)
        case "paused": .init("paused", .warning)
        default: .init(Words.of(webhook.state), .bad)
        }
    }
}
