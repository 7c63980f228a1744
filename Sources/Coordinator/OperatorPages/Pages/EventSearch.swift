import Database

/// The events of one thing, or all of them, newest first: what the pages show.
struct EventSearch: Sendable {
    /// Only those of this subject.
    var subject: String?
    /// Only those whose kind begins so, e.g. `alarm.`.
    var kind: String?
    /// Only those before this one, a cursor of the event log.
    var before: String?

    /// An event and its place in the log.
    struct Found: Sendable {
        let cursor: String
        let kind: String
        let subject: String
        let at: Int64
        let traceparent: String?
        let data: String
    }

    /// - Throws: `invalid` when the cursor is not one of the log.
    func newest(limit: Int, in work: Work) throws -> [Found] {
        var conditions = ["1 = 1"]
        var bindings: [String: DatabaseValue] = ["limit": .integer(Int64(limit))]
        if let before {
            guard let position = EventCursor.decode(before) else {
                throw CoordinatorError(.invalid, "The cursor is not one that this list gave; start without one.")
            }
            conditions.append("id < $before")
            bindings["before"] = .integer(position)
        }
        if let subject {
            conditions.append("subject = $subject")
            bindings["subject"] = .text(subject)
        }
        if let kind {
            conditions.append("kind >= $kind AND kind < $kindEnd")
            bindings["kind"] = .text(kind)
            bindings["kindEnd"] = .text(kind + "\u{10FFFF}")
        }
        return try work.transaction.rows(
            "SELECT * FROM event WHERE \(conditions.joined(separator: " AND ")) ORDER BY id DESC LIMIT $limit",
            bindings
        ).map { row in
            Found(
                cursor: EventCursor.encode(try row.int64("id")),
                kind: try row.text("kind"),
                subject: try row.text("subject"),
                at: try row.int64("at"),
                traceparent: try row.optionalText("traceparent"),
                data: try row.text("data")
            )
        }
    }
}
