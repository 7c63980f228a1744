import Database
package import Protocol

/// The audit log: what people, tokens and refusing machines did. It is apart from the event log, can only grow, and
/// every entry is chained to the one before it and signed. `EventLog.append` feeds it, in the transaction of the act.
package enum AuditLog {
    /// Appends the next entry.
    /// - Throws: what the database throws, or `ProtocolError` when the details can't be written.
    static func append(
        _ kind: EventKind,
        actor: String,
        subject: String,
        details: some Encodable,
        in work: Work
    ) throws {
        let head = try head(in: work)
        let entry = AuditEntry(
            after: head,
            generation: try generation(in: work),
            at: work.now.milliseconds,
            actor: actor,
            action: kind.rawValue,
            subject: subject,
            details: details
        )
        let sealed = try SealedAuditEntry.seal(entry, with: work.auditKey)
        try work.transaction.execute(
            "INSERT INTO audit (sequence, entry, hash, signature) VALUES ($sequence, $entry, $hash, $signature)",
            [
                "sequence": .integer(head.sequence + 1), "entry": .text(String(decoding: sealed.entry, as: UTF8.self)),
                "hash": .text(sealed.hash), "signature": .text(sealed.signature),
            ]
        )
    }

    /// The last entry's number and hash.
    package static func head(in work: Work) throws -> AuditHead {
        let row = try work.transaction.first("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
        guard let row else { return .beginning }
        return AuditHead(sequence: try row.int64("sequence"), hash: try row.text("hash"))
    }

    /// Reads on after `sequence`, oldest first.
    package static func read(after sequence: Int64, limit: Int, in work: Work) throws -> [SealedAuditEntry] {
        try work.transaction.rows(
            "SELECT entry, hash, signature FROM audit WHERE sequence > $after ORDER BY sequence LIMIT $limit",
            ["after": .integer(sequence), "limit": .integer(Int64(limit))]
        ).map { row in
            SealedAuditEntry(
                entry: Array(try row.text("entry").utf8),
                hash: try row.text("hash"),
                signature: try row.text("signature")
            )
        }
    }

    private static func generation(in work: Work) throws -> Int64 {
        try work.transaction.first("SELECT coalesce(max(number), 1) AS number FROM generation")?.int64("number") ?? 1
    }
}
