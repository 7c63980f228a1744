import Database
import Protocol

/// The append-only ordered log that everything reads. Rows are written in the transaction that caused them.
package enum EventLog {
    /// One event.
    package struct Event: Sendable, Codable {
        /// Opaque; reading goes on after it.
        package let cursor: String
        /// What happened.
        package let kind: String
        /// To what: an id of a machine, a sale, a place ...
        package let subject: String
        /// Whose it is.
        package let owner: String
        /// When, milliseconds since 1970.
        package let at: Int64
        /// W3C trace context, when it belongs to a sale.
        package let traceparent: String?
        /// The details, a JSON object.
        package let data: String
    }

    /// Appends an event.
    /// - Throws: what the database throws, or `invalid` when `data` can't be written as JSON.
    package static func append(
        _ kind: EventKind,
        subject: String,
        owner: String,
        data: some Encodable = [String: String](),
        traceparent: String? = nil,
        in work: Work
    ) throws {
        let json = String(decoding: try StrictJSON.encode(data), as: UTF8.self)
        _ = try work.transaction.execute(
            """
            INSERT INTO event (kind, subject, owner, at, traceparent, data)
            VALUES ($kind, $subject, $owner, $at, $traceparent, $data)
            """,
            [
                "kind": .text(kind.rawValue), "subject": .text(subject), "owner": .text(owner),
                "at": .integer(work.now.milliseconds), "traceparent": traceparent.map { .text($0) } ?? .null,
                "data": .text(json),
            ]
        )
    }

    /// Reads on after `cursor`, oldest first.
    /// - Throws: `invalid` when the cursor is not one of ours.
    package static func read(after cursor: String?, limit: Int, in work: Work) throws -> [Event] {
        var position: Int64 = 0
        if let cursor {
            guard let decoded = EventCursor.decode(cursor) else {
                throw CoordinatorError(.invalid, "The cursor is not one that this coordinator gave; start without one.")
            }
            position = decoded
        }
        return try work.transaction.rows(
            "SELECT * FROM event WHERE id > $after ORDER BY id LIMIT $limit",
            ["after": .integer(position), "limit": .integer(Int64(limit))]
        ).map { row in
            Event(
                cursor: EventCursor.encode(try row.int64("id")),
                kind: try row.text("kind"),
                subject: try row.text("subject"),
                owner: try row.text("owner"),
                at: try row.int64("at"),
                traceparent: try row.optionalText("traceparent"),
                data: try row.text("data")
            )
        }
    }
}
