import SQLite

/// Fills the journal of a stopped agent with receipts that nobody acknowledged, straight in SQL: the state of a machine
/// that was offline for very long.
enum BigJournal {
    private static let step = 100_000

    /// Adds so many rows.
    static func fill(_ path: String, rows: Int) throws {
        let connection = try Connection(path: path)
        for added in stride(from: 0, to: rows, by: step) {
            Progress.say("agent: filling a journal, \(added) of \(rows) rows")
            try connection.execute(
                """
                BEGIN;
                WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < \(step - 1))
                INSERT INTO receipt (sequence, incarnation, kind, command_id, payload, running_receipts, running_bytes,
                    created_monotonic, created_wall)
                SELECT next_sequence + n, incarnation, 'bench', NULL, zeroblob(200), total_receipts + n + 1,
                    total_bytes + 200 * (n + 1), 0, 0
                FROM number, mark;
                UPDATE mark SET next_sequence = next_sequence + \(step), total_receipts = total_receipts + \(step),
                    total_bytes = total_bytes + 200 * \(step);
                COMMIT;
                PRAGMA wal_checkpoint(TRUNCATE);
                """
            )
        }
    }
}
