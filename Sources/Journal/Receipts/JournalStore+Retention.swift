internal import SQLite

extension JournalStore {
    /// Acknowledgements closer together than this share one row, which bounds that table.
    private static let acknowledgementGrainMilliseconds: Int64 = 3_600_000

    /// Removes what is no longer needed, at most `pruneRows` receipts and as many tombstones per call: acknowledged
    /// receipts that were acknowledged 30 days ago or are over the bounds, closed commands over their bound. Returns
    /// how many rows went; call again while it is not 0.
    @discardableResult
    package func pruneAcknowledged(now: JournalInstant) throws(JournalError) -> Int {
        try change("removing acknowledged receipts") { try pruneReceipts(now: now) + pruneCommands() }
    }

    /// Remembers when the cursor reached a sequence. With no plausible clock the next acknowledgement that has one
    /// stands for this one too, so a wrong clock makes receipts stay longer, never go earlier.
    func noteAcknowledgement(through sequence: Int64, at instant: JournalInstant) throws(SQLiteError) {
        guard instant.isWallPlausible else { return }
        let grain = JournalStore.acknowledgementGrainMilliseconds
        let hour = (instant.wallMilliseconds / grain + 1) * grain
        let last = try connection.first("SELECT wall FROM acknowledgement ORDER BY wall DESC LIMIT 1") {
            row throws(SQLiteError) in try row.integer("wall")
        }
        // The clock may have been set back; the rows stay in order.
        let wall = max(hour, last ?? hour)
        try connection.run(
            "INSERT INTO acknowledgement (wall, through) VALUES ($wall, $through)"
                + " ON CONFLICT (wall) DO UPDATE SET through = excluded.through",
            ["wall": .integer(wall), "through": .integer(sequence)]
        )
    }

    private func pruneReceipts(now: JournalInstant) throws -> Int {
        let marks = try marks()
        let aged = try sequenceAcknowledged(before: now)
        let oldest = try connection.all(
            "SELECT sequence, running_receipts, running_bytes FROM receipt"
                + " WHERE sequence > $pruned AND sequence <= $acknowledged ORDER BY sequence LIMIT $limit",
            [
                "pruned": .integer(marks.pruned.sequence), "acknowledged": .integer(marks.acknowledged.sequence),
                "limit": .integer(configuration.pruneRows),
            ]
        ) { row throws(SQLiteError) in
            JournalMarks.ReceiptTotals(
                sequence: try row.integer("sequence"),
                receipts: try row.integer("running_receipts"),
                bytes: try row.integer("running_bytes")
            )
        }
        let last = oldest.prefix { row in
            row.sequence <= aged
                || marks.acknowledged.receipts - row.receipts >= configuration.maximumKeptReceipts
                || marks.acknowledged.bytes - row.bytes >= configuration.maximumKeptBytes
        }.last
        guard let last else { return 0 }
        try changeMarks { $0.pruned = last }
        // The outcome's evidence goes with the receipt that reported it.
        try connection.run(
            "DELETE FROM outcome WHERE command_id IN"
                + " (SELECT command_id FROM receipt WHERE sequence <= $last AND command_id IS NOT NULL)"
                + " AND sequence <= $last",
            ["last": .integer(last.sequence)]
        )
        return try connection.run("DELETE FROM receipt WHERE sequence <= $last", ["last": .integer(last.sequence)])
    }

    private func sequenceAcknowledged(before now: JournalInstant) throws(SQLiteError) -> Int64 {
        guard now.isWallPlausible else { return 0 }
        let limit = now.wallMilliseconds - configuration.keptMilliseconds
        let through = try connection.first(
            "SELECT through FROM acknowledgement WHERE wall <= $limit ORDER BY wall DESC LIMIT 1",
            ["limit": .integer(limit)]
        ) { row throws(SQLiteError) in try row.integer("through") }
        guard let through else { return 0 }
        if try marks().pruned.sequence >= through {
            // Everything it stands for is gone.
            try connection.run("DELETE FROM acknowledgement WHERE wall <= $limit", ["limit": .integer(limit)])
        }
        return through
    }

    private func pruneCommands() throws -> Int {
        let marks = try marks()
        let excess = marks.closedCommands - configuration.maximumClosedCommands
        guard excess > 0 else { return 0 }
        let oldest = try connection.all(
            "SELECT incarnation, counter, id, state, receipt_sequence FROM command"
                + " ORDER BY incarnation, counter LIMIT $limit",
            ["limit": .integer(min(excess, Int64(configuration.pruneRows)))]
        ) { row throws(SQLiteError) in
            (
                incarnation: try row.integer("incarnation"), counter: try row.integer("counter"),
                id: try row.text("id"), state: try row.integer("state"),
                receipt: try row.optionalInteger("receipt_sequence") ?? .max
            )
        }
        // Without a hole: what is forgotten is said by one counter.
        let removable = oldest.prefix { $0.state == CommandState.closed && $0.receipt <= marks.acknowledged.sequence }
        guard let last = removable.last else { return 0 }
        for command in removable {
            try connection.run("DELETE FROM intent WHERE command_id = $id", ["id": .text(command.id)])
            try connection.run("DELETE FROM outcome WHERE command_id = $id", ["id": .text(command.id)])
        }
        let removed = try connection.run(
            "DELETE FROM command WHERE (incarnation, counter) <= ($incarnation, $counter)",
            ["incarnation": .integer(last.incarnation), "counter": .integer(last.counter)]
        )
        try changeMarks {
            $0.closedCommands -= Int64(removed)
            if last.incarnation == $0.incarnation { $0.forgottenCounter = last.counter }
        }
        return removed
    }
}
