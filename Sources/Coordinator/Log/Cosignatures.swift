import Database

/// What witnesses signed: the tables `log_checkpoint` and `log_cosignature`.
enum Cosignatures {
    /// How many of the newest cosigned checkpoints are looked at for the one that most have signed.
    private static let lookedAt = 10

    /// The cosignatures of a checkpoint, as lines of a note, in the order of the witnesses' names.
    static func lines(size: UInt64, in work: Work) throws -> [String] {
        try work.transaction.rows(
            "SELECT line FROM log_cosignature WHERE size = $size ORDER BY witness LIMIT 100",
            ["size": .integer(Int64(size))]
        ).map { try $0.text("line") }
    }

    /// The size of the newest checkpoint that a witness signed; 0 when it never signed one.
    static func newest(of witness: String, in work: Work) throws -> UInt64 {
        let row = try work.transaction.first(
            "SELECT coalesce(max(size), 0) AS size FROM log_cosignature WHERE witness = $witness",
            ["witness": .text(witness)]
        )
        return UInt64(try row?.int64("size") ?? 0)
    }

    /// Among the newest checkpoints with a leaf, the one that most witnesses signed.
    static func best(holding place: UInt64, in work: Work) throws -> (size: UInt64, note: String)? {
        let row = try work.transaction.first(
            """
            SELECT size, note FROM (
                SELECT c.size, c.note, count(*) AS signed FROM log_cosignature s JOIN log_checkpoint c USING (size)
                WHERE c.size > $place GROUP BY c.size ORDER BY c.size DESC LIMIT $limit
            ) ORDER BY signed DESC, size DESC LIMIT 1
            """,
            ["place": .integer(Int64(place)), "limit": .integer(Int64(lookedAt))]
        )
        return try row.map { (UInt64(try $0.int64("size")), try $0.text("note")) }
    }

    /// Keeps a witness's signature of a checkpoint.
    static func keep(_ line: String, by witness: String, of note: String, size: UInt64, in work: Work) throws {
        let at = DatabaseValue.integer(work.now.milliseconds)
        _ = try work.transaction.execute(
            """
            INSERT INTO log_checkpoint (size, note, signed_at) VALUES ($size, $note, $at) ON CONFLICT DO NOTHING
            """,
            ["size": .integer(Int64(size)), "note": .text(note), "at": at]
        )
        _ = try work.transaction.execute(
            """
            INSERT INTO log_cosignature (size, witness, line, taken_at) VALUES ($size, $witness, $line, $at)
            ON CONFLICT (size, witness) DO UPDATE SET line = $line, taken_at = $at
            """,
            ["size": .integer(Int64(size)), "witness": .text(witness), "line": .text(line), "at": at]
        )
        work.notes.notify(work.leaves)
    }
}
