package import Database

/// Messages that were given up, so that they did not block the rest: a person looks at them and sends them again.
package enum DeadLetters {
    /// One of them.
    package struct Letter: Sendable, Encodable {
        /// The event's id.
        package let event: String
        /// What happened.
        package let kind: String
        /// Its place in the event log.
        package let cursor: String
        /// How often it was sent in vain.
        package let attempts: Int64
        /// Since when, milliseconds since 1970.
        package let failingSince: Int64
        /// Given up, milliseconds since 1970.
        package let deadAt: Int64
        /// What came of the last attempt.
        package let lastAnswer: String
        /// Whether a person asked to send it again, and that is not done yet.
        package let retrying: Bool
        let position: Int64

        private enum CodingKeys: String, CodingKey {
            case event, kind, cursor, attempts, failingSince, deadAt, lastAnswer, retrying
        }

        /// Reads a row.
        package init(_ row: DatabaseRow) throws {
            position = try row.int64("position")
            event = try row.text("event")
            kind = try row.text("kind")
            cursor = EventCursor.encode(position)
            attempts = try row.int64("attempts")
            failingSince = try row.int64("failing_since")
            deadAt = try row.int64("dead_at")
            lastAnswer = try row.text("last_answer")
            retrying = try row.boolean("retry")
        }
    }

    /// Gives an event up.
    static func add(_ event: EventLog.Event, of webhook: Webhook, _ answer: WebhookAnswer, in work: Work) throws {
        let since = webhook.attempts.failingSince ?? work.now
        try work.transaction.execute(
            """
            INSERT INTO webhook_dead_letter (webhook, position, event, kind, attempts, failing_since, dead_at,
                last_answer, retry)
            VALUES ($webhook, $position, $event, $kind, $attempts, $since, $at, $answer, 0)
            ON CONFLICT (webhook, position) DO UPDATE SET attempts = $attempts, dead_at = $at, last_answer = $answer
            """,
            [
                "webhook": .text(webhook.id), "position": .integer(EventCursor.decode(event.cursor)),
                "event": .text(event.id), "kind": .text(event.kind),
                "attempts": .integer(webhook.attempts.attempts + 1), "since": .integer(since.milliseconds),
                "at": .integer(work.now.milliseconds), "answer": .text(answer.description),
            ]
        )
    }

    /// The dead letters of a webhook after `position`, oldest event first.
    package static func list(_ webhook: String, after position: Int64, limit: Int, in work: Work) throws -> [Letter] {
        try work.transaction.rows(
            """
            SELECT * FROM webhook_dead_letter WHERE webhook = $webhook AND position > $after
            ORDER BY position LIMIT $limit
            """,
            ["webhook": .text(webhook), "after": .integer(position), "limit": .integer(Int64(limit))]
        ).map(Letter.init)
    }

    /// How many there are.
    package static func count(_ webhook: String, in work: Work) throws -> Int64 {
        try work.transaction.first(
            "SELECT count(*) AS total FROM webhook_dead_letter WHERE webhook = $webhook",
            ["webhook": .text(webhook)]
        )?.int64("total") ?? 0
    }

    /// Asks to send them again: all, or the one of `event`.
    /// - Returns: how many.
    static func retry(_ webhook: String, event: String?, in work: Work) throws -> Int {
        try work.transaction.execute(
            "UPDATE webhook_dead_letter SET retry = 1 WHERE webhook = $webhook AND ($all = 1 OR event = $event)",
            ["webhook": .text(webhook), "all": .boolean(event == nil), "event": .text(event ?? "")]
        )
    }

    /// The oldest that is to be sent again.
    static func nextRetry(_ webhook: String, in work: Work) throws -> Letter? {
        try work.transaction.first(
            "SELECT * FROM webhook_dead_letter WHERE webhook = $webhook AND retry = 1 ORDER BY position LIMIT 1",
            ["webhook": .text(webhook)]
        ).map(Letter.init)
    }

    /// What came of sending one again: gone when it was accepted, else it stays.
    static func settle(_ letter: Letter, of webhook: String, _ answer: WebhookAnswer, in work: Work) throws {
        let place: [String: DatabaseValue] = ["webhook": .text(webhook), "position": .integer(letter.position)]
        if case .status(200..<300, _) = answer {
            try work.transaction.execute(
                "DELETE FROM webhook_dead_letter WHERE webhook = $webhook AND position = $position",
                place
            )
        } else {
            try work.transaction.execute(
                """
                UPDATE webhook_dead_letter SET retry = 0, attempts = attempts + 1, last_answer = $answer
                WHERE webhook = $webhook AND position = $position
                """,
                place.merging(["answer": .text(answer.description)]) { own, _ in own }
            )
        }
    }
}
