internal import SQLite

/// What became of a measurement.
package enum TelemetryDecision: Sendable, Equatable {
    /// Stored; `dropped` older ones had to go for it.
    case stored(dropped: Int64)
    /// Not stored, and counted as dropped: the space left is for commands and receipts.
    case refusedForSpace
}

extension JournalStore {
    /// Stores a measurement: lossy, with its own sequence, never at the cost of commands and receipts. Over the cap the
    /// oldest go; with little space left the new one is refused. Both are counted.
    @discardableResult
    package func appendTelemetry(_ payload: [UInt8], at instant: JournalInstant) throws(JournalError)
        -> TelemetryDecision
    {
        try checkSize(payload, "the telemetry payload")
        return try change("storing telemetry") {
            let marks = try marks()
            guard try hasSpaceForTelemetry() else {
                // What is already there gives way too, so that its pages serve what may not be lost.
                let dropped = try dropOldestTelemetry(rows: min(marks.telemetryRows, Int64(configuration.pruneRows)))
                try changeMarks {
                    $0.nextTelemetry += 1
                    $0.droppedTelemetry += dropped + 1
                }
                return .refusedForSpace
            }
            var dropped: Int64 = 0
            while try isOverCap(adding: Int64(payload.count)) {
                let some = try dropOldestTelemetry(rows: 1)
                if some == 0 { break }
                dropped += some
            }
            try connection.run(
                "INSERT INTO telemetry (sequence, payload, at_wall) VALUES ($sequence, $payload, $wall)",
                [
                    "sequence": .integer(marks.nextTelemetry), "payload": .blob(payload),
                    "wall": .integer(instant.wallMilliseconds),
                ]
            )
            try changeMarks {
                $0.nextTelemetry += 1
                $0.telemetryRows += 1
                $0.telemetryBytes += Int64(payload.count)
                $0.droppedTelemetry += dropped
            }
            return .stored(dropped: dropped)
        }
    }

    /// The oldest measurements that wait, at most `limit`.
    package func pendingTelemetry(limit: Int) throws(JournalError) -> [StoredTelemetry] {
        try look("listing telemetry") {
            try connection.all(
                "SELECT * FROM telemetry ORDER BY sequence LIMIT $limit",
                ["limit": .integer(max(0, limit))]
            ) { row throws(SQLiteError) in
                StoredTelemetry(
                    sequence: try row.integer("sequence"),
                    payload: try row.blob("payload"),
                    storedWallMilliseconds: try row.integer("at_wall")
                )
            }
        }
    }

    /// Removes what was sent, through this sequence.
    package func acknowledgeTelemetry(through sequence: Int64) throws(JournalError) {
        try change("removing telemetry through \(sequence)") { _ = try removeTelemetry(through: sequence) }
    }

    /// How many measurements were dropped in the life of this file.
    package func telemetryDropped() throws(JournalError) -> Int64 {
        try look("reading the drop counter") { try marks().droppedTelemetry }
    }

    private func isOverCap(adding bytes: Int64) throws(SQLiteError) -> Bool {
        let marks = try marks()
        return marks.telemetryRows >= configuration.maximumTelemetryRows
            || marks.telemetryBytes + bytes > configuration.maximumTelemetryBytes
    }

    private func dropOldestTelemetry(rows: Int64) throws(SQLiteError) -> Int64 {
        let last = try connection.first(
            "SELECT max(sequence) AS last FROM (SELECT sequence FROM telemetry ORDER BY sequence LIMIT $rows)",
            ["rows": .integer(rows)]
        ) { row throws(SQLiteError) in try row.optionalInteger("last") }
        guard let last = last ?? nil else { return 0 }
        return try removeTelemetry(through: last)
    }

    private func removeTelemetry(through sequence: Int64) throws(SQLiteError) -> Int64 {
        let removed = try connection.first(
            "SELECT count(*) AS n, coalesce(sum(length(payload)), 0) AS bytes FROM telemetry"
                + " WHERE sequence <= $through",
            ["through": .integer(sequence)]
        ) { row throws(SQLiteError) in (rows: try row.integer("n"), bytes: try row.integer("bytes")) }
        guard let removed, removed.rows > 0 else { return 0 }
        try connection.run("DELETE FROM telemetry WHERE sequence <= $through", ["through": .integer(sequence)])
        try changeMarks {
            $0.telemetryRows -= removed.rows
            $0.telemetryBytes -= removed.bytes
        }
        return removed.rows
    }
}
