import Database

/// What the rails still have to be asked: rows of `rail_outbox`, written in the transaction that decided it.
enum RailOutbox {
    /// What to ask.
    enum Action: String, Sendable {
        /// Take the held money.
        case capture
        /// Give the held money back.
        case release
    }

    /// One question that is not answered yet.
    struct Entry: Sendable {
        let id: Int64
        let sale: String
        let rail: String
        let action: Action
        let attempts: Int64
    }

    /// Adds a question.
    static func add(_ action: Action, reference: String, of record: SaleRecord, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            INSERT INTO rail_outbox (sale, rail, action, reference, attempts, next_at, made_at)
            VALUES ($sale, $rail, $action, $reference, 0, $at, $at)
            """,
            [
                "sale": .text(record.id), "rail": .text(record.rail), "action": .text(action.rawValue),
                "reference": .text(reference), "at": .integer(work.now.milliseconds),
            ]
        )
    }

    /// The questions to ask now, in order.
    static func due(limit: Int, in work: Work) throws -> [Entry] {
        try work.transaction.rows(
            """
            SELECT id, sale, rail, action, attempts FROM rail_outbox WHERE done_at IS NULL AND next_at <= $now
            ORDER BY next_at, id LIMIT $limit
            """,
            ["now": .integer(work.now.milliseconds), "limit": .integer(Int64(limit))]
        ).compactMap { row in
            guard let action = Action(rawValue: try row.text("action")) else { return nil }
            return Entry(
                id: try row.int64("id"),
                sale: try row.text("sale"),
                rail: try row.text("rail"),
                action: action,
                attempts: try row.int64("attempts")
            )
        }
    }

    /// Whether `entry` has to wait. A rail gives back all that it holds for an order, so a release of one payment waits
    /// while another one of the order is still held for goods, or is about to be captured.
    static func mustWait(_ entry: Entry, in work: Work) throws -> Bool {
        guard entry.action == .release else { return false }
        if try SaleRepository.get(entry.sale, in: work).state.hasHold { return true }
        let capture = try work.transaction.first(
            "SELECT id FROM rail_outbox WHERE sale = $sale AND action = 'capture' AND done_at IS NULL LIMIT 1",
            ["sale": .text(entry.sale)]
        )
        return capture != nil
    }

    /// Marks as answered; `refusal` says what the rail would not do.
    static func finish(_ entry: Entry, refusal: String?, in work: Work) throws {
        let changed = try work.transaction.execute(
            "UPDATE rail_outbox SET done_at = $at, last_error = $error WHERE id = $id AND done_at IS NULL",
            ["at": .integer(work.now.milliseconds), "error": .text(refusal), "id": .integer(entry.id)]
        )
        guard changed == 1 else { return }
        let record = try SaleRepository.get(entry.sale, in: work)
        try EventLog.append(
            entry.action == .capture ? .railCaptured : .railReleased,
            subject: entry.sale,
            owner: record.owner,
            data: ["rail": entry.rail, "refusal": refusal ?? ""],
            traceparent: record.traceparent,
            in: work
        )
    }

    /// Asks again later.
    static func postpone(_ entry: Entry, byMilliseconds delay: Int64, error: String?, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            UPDATE rail_outbox SET next_at = $next, attempts = $attempts, last_error = $error
            WHERE id = $id AND done_at IS NULL
            """,
            [
                "next": .integer(work.now.milliseconds + delay),
                "attempts": .integer(entry.attempts + (error == nil ? 0 : 1)), "error": .text(error),
                "id": .integer(entry.id),
            ]
        )
    }
}
