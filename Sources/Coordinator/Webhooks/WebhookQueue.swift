import Database

/// What is to be sent next, and what came of it. The event log is the outbox: a webhook is one place in it, which moves
/// on, durably, only when the receiver has accepted the event or it was given up.
enum WebhookQueue {
    /// What a webhook has to do now.
    enum Step: Sendable {
        /// It is not told any more.
        case gone
        /// Everything is sent.
        case idle
        /// Nothing before then.
        case wait(until: Moment)
        /// This event; `letter` when it is one that was given up before.
        case send(Webhook, EventLog.Event, letter: DeadLetters.Letter?)
    }

    /// Events that did not fit and were passed over before the place is stored without one that did.
    private static let passedOver: Int64 = 500
    /// Failures of one message after which a person is told.
    private static let alarmAttempts: Int64 = 5

    /// What to do now, and the place to store when many events did not fit.
    static func next(_ id: String, in work: Work) throws -> (step: Step, pass: Int64?) {
        guard let webhook = try WebhookRepository.find(id, in: work), webhook.state == .active else {
            return (.gone, nil)
        }
        if let letter = try DeadLetters.nextRetry(id, in: work),
            let event = try EventLog.page(after: letter.position - 1, limit: 1, filter: .all, in: work).events.first
        {
            return (.send(webhook, event, letter: letter), nil)
        }
        guard webhook.nextAt <= work.now.milliseconds else {
            return (.wait(until: Moment(milliseconds: webhook.nextAt)), nil)
        }
        let page = try EventLog.page(after: webhook.position, limit: 1, filter: webhook.filter, in: work)
        if let event = page.events.first { return (.send(webhook, event, letter: nil), nil) }
        return (.idle, page.position - webhook.position > passedOver ? page.position : nil)
    }

    /// Moves over events that did not fit.
    static func pass(_ id: String, to position: Int64, in work: Work) throws {
        try work.transaction.execute(
            "UPDATE webhook SET position = $position WHERE id = $id AND position < $position AND state = 'active'",
            ["id": .text(id), "position": .integer(position)]
        )
    }

    /// Stores what follows from an answer; nothing when a person changed the webhook meanwhile.
    static func settle(
        _ webhook: Webhook,
        _ event: EventLog.Event,
        _ answer: WebhookAnswer,
        _ decision: WebhookRule.Decision,
        in work: Work
    ) throws {
        let current = try WebhookRepository.find(webhook.id, in: work)
        guard let current, current.revision == webhook.revision, current.position == webhook.position else { return }
        var assignments = "attempts = 0, failing_since = NULL, next_at = 0, position = $position"
        var values: [String: DatabaseValue] = [:]
        switch decision {
        case .accepted:
            assignments += ", accepted_at = $at"
            values["position"] = .integer(EventCursor.decode(event.cursor))
        case .deadLetter:
            values["position"] = .integer(EventCursor.decode(event.cursor))
            try DeadLetters.add(event, of: current, answer, in: work)
            try alarm(.webhookDeadLetter, current, "gave up event \(event.id) (\(event.kind)): \(answer)", in: work)
        case .retry(let moment):
            assignments = "attempts = $attempts, failing_since = coalesce(failing_since, $at), next_at = $next"
            values["attempts"] = .integer(current.attempts.attempts + 1)
            values["next"] = .integer(moment.milliseconds)
            if current.attempts.attempts + 1 == alarmAttempts {
                try alarm(.webhookFailing, current, "can't deliver, and tries on: \(answer)", in: work)
            }
        case .disable:
            try disable(current, in: work)
            return
        }
        try work.transaction.execute(
            "UPDATE webhook SET \(assignments), last_at = $at, last_answer = $answer WHERE id = $id",
            values.merging([
                "id": .text(webhook.id), "at": .integer(work.now.milliseconds), "answer": .text(answer.description),
            ]) { own, _ in own }
        )
    }

    /// The receiver answered 410: it wants no more.
    static func disable(_ webhook: Webhook, in work: Work) throws {
        let changed = try WebhookRepository.change(
            webhook,
            "state = 'disabled', state_reason = $reason",
            ["reason": .text("The receiver answered 410 Gone.")],
            in: work
        )
        try WebhookDesk.note(.webhookChanged, changed, act: "disabled", by: nil, in: work)
        try alarm(.webhookDisabled, webhook, "was ended by its receiver with 410 Gone; resume or remove it", in: work)
    }

    private static func alarm(_ code: AlarmCode, _ webhook: Webhook, _ text: String, in work: Work) throws {
        try AlarmBook.raise(
            code,
            subject: webhook.id,
            owner: webhook.owner,
            text: "Webhook \(webhook.name) \(text). See GET /v1/webhooks/\(webhook.id).",
            in: work
        )
    }
}
