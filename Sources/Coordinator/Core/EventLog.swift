import Database
import Protocol

/// The append-only ordered log that everything reads. Rows are written in the transaction that caused them.
package enum EventLog {
    /// One event.
    package struct Event: Sendable, Codable {
        /// The same for every reader and every time it is read; no two events have the same, not even when a restored
        /// database counts on from an older place.
        package let id: String
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

    /// Some events, and how far the log was looked through for them.
    package struct Page: Sendable {
        /// The events that fit, oldest first.
        package let events: [Event]
        /// Where to go on: everything up to here was looked at.
        package let position: Int64
    }

    /// Appends an event, and the entry of the audit log when it is an act that is kept there.
    /// - Throws: what the database throws, or `invalid` when `data` can't be written as JSON.
    package static func append(
        _ kind: EventKind,
        subject: String,
        owner: String,
        data: some Encodable = [String: String](),
        traceparent: String? = nil,
        in work: Work
    ) throws {
        let json = try StrictJSON.encode(data)
        _ = try work.transaction.execute(
            """
            INSERT INTO event (kind, subject, owner, at, traceparent, data)
            VALUES ($kind, $subject, $owner, $at, $traceparent, $data)
            """,
            [
                "kind": .text(kind.rawValue), "subject": .text(subject), "owner": .text(owner),
                "at": .integer(work.now.milliseconds), "traceparent": traceparent.map { .text($0) } ?? .null,
                "data": .text(String(decoding: json, as: UTF8.self)),
            ]
        )
        work.notes.notify(work.events)
        if let actor = try actor(of: kind, subject: subject, json: json) {
            try AuditLog.append(kind, actor: actor, subject: subject, details: data, in: work)
        }
    }

    /// Reads on after `cursor`, oldest first.
    /// - Throws: `invalid` when the cursor is not one of ours.
    package static func read(
        after cursor: String?,
        limit: Int,
        filter: EventFilter = .all,
        in work: Work
    ) throws -> [Event] {
        try page(after: position(of: cursor, in: work), limit: limit, filter: filter, in: work).events
    }

    /// What a reader says instead of a cursor who wants only what is still to come.
    package static let latest = "latest"

    /// Where a cursor stands; the log's beginning for nil, its end for `latest`.
    /// - Throws: `invalid` when the cursor is not one of ours, or is ahead of the log.
    package static func position(of cursor: String?, in work: Work) throws -> Int64 {
        guard let cursor else { return 0 }
        if cursor == latest { return try last(in: work) }
        guard let position = EventCursor.decode(cursor), position >= 0 else {
            throw CoordinatorError(.invalid, "The cursor is not one that this coordinator gave; start without one.")
        }
        guard try position <= last(in: work) else {
            throw CoordinatorError(
                .invalid,
                "The cursor is ahead of the event log: the coordinator was restored from a backup. Go on from an "
                    + "earlier cursor, and pass over the events whose id you know."
            )
        }
        return position
    }

    /// Where the log ends now.
    package static func last(in work: Work) throws -> Int64 {
        try work.transaction.first("SELECT coalesce(max(id), 0) AS last FROM event")?.int64("last") ?? 0
    }

    /// The events after `position` that fit. SQLite has one writer, so events appear in the order of their numbers.
    package static func page(
        after position: Int64,
        limit: Int,
        filter: EventFilter,
        in work: Work
    ) throws -> Page {
        let (condition, bindings) = filter.condition
        let rows = try work.transaction.rows(
            "SELECT * FROM event WHERE id > $after\(condition) ORDER BY id LIMIT $limit",
            bindings.merging(["after": .integer(position), "limit": .integer(Int64(limit))]) { own, _ in own }
        )
        let end = rows.count == limit ? try rows.last?.int64("id") : try last(in: work)
        return Page(events: try rows.map(event), position: max(end ?? position, position))
    }

    private static func event(_ row: DatabaseRow) throws -> Event {
        let (position, at) = (try row.int64("id"), try row.int64("at"))
        let (kind, subject, data) = (try row.text("kind"), try row.text("subject"), try row.text("data"))
        // What happened, when and in which place: events of two lives of a restored database differ in it.
        let content = Array("\(position) \(at) \(kind) \(subject) \(data)".utf8)
        return Event(
            id: "evt_\(Fingerprint.of(content))",
            cursor: EventCursor.encode(position),
            kind: kind,
            subject: subject,
            owner: try row.text("owner"),
            at: at,
            traceparent: try row.optionalText("traceparent"),
            data: data
        )
    }

    private struct Act: Decodable { let by: String? }

    /// Who answers for it, when it is an act that the audit log keeps.
    private static func actor(of kind: EventKind, subject: String, json: [UInt8]) throws -> String? {
        switch kind.audited {
        case .subject: subject
        case .caller: try StrictJSON.decode(Act.self, from: json, maximumBytes: json.count).by
        case nil: nil
        }
    }
}
