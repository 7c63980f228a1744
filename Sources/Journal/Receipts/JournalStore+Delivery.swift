internal import SQLite

extension JournalStore {
    /// The oldest receipts that are not acknowledged, in order, at most `limit` and, after the first, at most
    /// `maximumBytes` of payload.
    package func pendingReceipts(limit: Int, maximumBytes: Int) throws(JournalError) -> [StoredReceipt] {
        try look("listing pending receipts") {
            let after = try marks().acknowledged.sequence
            var rest = maximumBytes
            // Rejected ones beyond the cursor are delivered as far as the coordinator is concerned.
            let found = try connection.all(
                "SELECT * FROM receipt WHERE sequence > $after"
                    + " AND sequence NOT IN (SELECT sequence FROM dead_letter WHERE sequence > $after)"
                    + " ORDER BY sequence LIMIT $limit",
                ["after": .integer(after), "limit": .integer(max(0, limit))]
            ) { row throws(SQLiteError) -> StoredReceipt? in
                guard rest > 0 else { return nil }
                let receipt = try StoredReceipt(row)
                rest -= receipt.payload.count
                return rest >= 0 || rest + receipt.payload.count == maximumBytes ? receipt : nil
            }
            return found.prefix { $0 != nil }.compactMap { $0 }
        }
    }

    /// Receipts from a sequence on, acknowledged or not, for a coordinator that was restored from a backup.
    package func keptReceipts(fromSequence first: Int64, limit: Int) throws(JournalError) -> [StoredReceipt] {
        try look("listing kept receipts") {
            try connection.all(
                "SELECT * FROM receipt WHERE sequence >= $first ORDER BY sequence LIMIT $limit",
                ["first": .integer(first), "limit": .integer(max(0, limit))]
            ) { row throws(SQLiteError) in try StoredReceipt(row) }
        }
    }

    /// Moves the cursor: everything through this sequence is durable at the coordinator. Never moves it back. Throws
    /// `.sequenceAhead` when the coordinator has seen more than this journal made: it is an old image, quarantine it.
    package func acknowledge(through sequence: Int64, at instant: JournalInstant) throws(JournalError) {
        try change("acknowledging through \(sequence)") {
            let marks = try marks()
            try checkSent(sequence, marks)
            guard sequence > marks.acknowledged.sequence else { return }
            try moveCursor(to: sequence, at: instant)
        }
    }

    /// Puts a receipt that the coordinator refused aside, with its code. It counts as delivered and blocks nothing.
    package func reject(sequence: Int64, code: String, at instant: JournalInstant) throws(JournalError) {
        try checkName(code, "the code of rejection")
        try change("rejecting receipt \(sequence)") {
            let marks = try marks()
            try checkSent(sequence, marks)
            let added = try connection.run(
                "INSERT INTO dead_letter (sequence, code, kind, command_id, payload, at_wall)"
                    + " SELECT sequence, $code, kind, command_id, payload, $wall FROM receipt"
                    + " WHERE sequence = $sequence ON CONFLICT (sequence) DO NOTHING",
                [
                    "sequence": .integer(sequence), "code": .text(code),
                    "wall": .integer(instant.wallMilliseconds),
                ]
            )
            guard added > 0 else { return }
            try changeMarks { $0.deadLetters += 1 }
            // The cursor passes whatever was rejected right behind it.
            var through = marks.acknowledged.sequence
            while try isDeadLetter(through + 1) { through += 1 }
            if through > marks.acknowledged.sequence { try moveCursor(to: through, at: instant) }
            try dropOldestDeadLetters()
        }
    }

    /// Rejected receipts from a sequence on.
    package func deadLetters(fromSequence first: Int64 = 0, limit: Int = 100) throws(JournalError) -> [DeadLetter] {
        try look("listing dead letters") {
            try connection.all(
                "SELECT * FROM dead_letter WHERE sequence >= $first ORDER BY sequence LIMIT $limit",
                ["first": .integer(first), "limit": .integer(max(0, limit))]
            ) { row throws(SQLiteError) in
                DeadLetter(
                    sequence: try row.integer("sequence"),
                    code: try row.text("code"),
                    kind: try row.text("kind"),
                    commandID: try row.optionalText("command_id"),
                    payload: try row.blob("payload"),
                    rejectedWallMilliseconds: try row.integer("at_wall")
                )
            }
        }
    }

    private func checkSent(_ sequence: Int64, _ marks: JournalMarks) throws {
        guard sequence < marks.nextSequence else {
            throw JournalError(
                .sequenceAhead,
                "the coordinator has receipt \(sequence), this journal made none after \(marks.nextSequence - 1):"
                    + " it is older than what was sent; stop and enrol again"
            )
        }
    }

    private func moveCursor(to sequence: Int64, at instant: JournalInstant) throws {
        let totals = try connection.first(
            "SELECT running_receipts, running_bytes FROM receipt WHERE sequence <= $sequence"
                + " ORDER BY sequence DESC LIMIT 1",
            ["sequence": .integer(sequence)]
        ) { row throws(SQLiteError) in (try row.integer("running_receipts"), try row.integer("running_bytes")) }
        try changeMarks {
            $0.acknowledged.sequence = sequence
            if let totals {
                $0.acknowledged.receipts = totals.0
                $0.acknowledged.bytes = totals.1
            }
        }
        try noteAcknowledgement(through: sequence, at: instant)
    }

    private func isDeadLetter(_ sequence: Int64) throws(SQLiteError) -> Bool {
        try connection.first(
            "SELECT 1 AS one FROM dead_letter WHERE sequence = $sequence",
            ["sequence": .integer(sequence)]
        ) {
            row throws(SQLiteError) in try row.boolean("one")
        } ?? false
    }

    private func dropOldestDeadLetters() throws {
        let excess = try marks().deadLetters - configuration.maximumDeadLetters
        guard excess > 0 else { return }
        // Only behind the cursor: beyond it the row is what says that the receipt was rejected.
        let dropped = try connection.run(
            "DELETE FROM dead_letter WHERE sequence IN (SELECT sequence FROM dead_letter"
                + " WHERE sequence <= $acknowledged ORDER BY sequence LIMIT $excess)",
            ["acknowledged": .integer(try marks().acknowledged.sequence), "excess": .integer(excess)]
        )
        try changeMarks {
            $0.deadLetters -= Int64(dropped)
            $0.droppedDeadLetters += Int64(dropped)
        }
    }
}
