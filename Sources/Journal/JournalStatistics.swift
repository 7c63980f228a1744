package import SQLite

/// How a journal stands: what the metrics are made of.
package struct JournalStatistics: Sendable, Equatable {
    /// Receipts that wait for their acknowledgement.
    package let pendingReceipts: Int64
    /// Bytes of their payloads.
    package let pendingBytes: Int64
    /// Milliseconds since the oldest of them was made, on the wall clock; nil without one, or without a right clock.
    package let oldestPendingMilliseconds: Int64?
    /// Acknowledged receipts still kept.
    package let keptReceipts: Int64
    /// Commands received and not closed.
    package let openCommands: Int64
    /// Intents without outcome.
    package let openIntents: Int64
    /// Closed commands still remembered.
    package let closedCommands: Int64
    /// Rejected receipts kept for a person.
    package let deadLetters: Int64
    /// Rejected receipts that were dropped because there were too many.
    package let droppedDeadLetters: Int64
    /// Measurements that wait.
    package let telemetryRows: Int64
    /// Bytes of their payloads.
    package let telemetryBytes: Int64
    /// Measurements dropped so far.
    package let droppedTelemetry: Int64
    /// Bytes of the database file.
    package let databaseBytes: Int64
    /// Bytes of the WAL file.
    package let walBytes: Int64
    /// Bytes held for outcomes; less than the configured reserve means that no command can start.
    package let reserveBytes: Int64
    /// Bytes the disk still has.
    package let availableBytes: Int64
    /// Incarnation and high-water marks.
    package let identity: JournalIdentity
    /// What the writer did; nil for a store that is driven without one.
    package internal(set) var writer: GroupCommitStatistics?
}

extension JournalStore {
    /// How the journal stands: a fixed number of look-ups, whatever it holds.
    package func statistics(now: JournalInstant) throws(JournalError) -> JournalStatistics {
        let identity = try identity()
        return try look("reading statistics") {
            let marks = try marks()
            let oldest = try connection.first(
                "SELECT created_wall FROM receipt WHERE sequence > $after ORDER BY sequence LIMIT 1",
                ["after": .integer(marks.acknowledged.sequence)]
            ) { row throws(SQLiteError) in
                JournalInstant(monotonicMilliseconds: 0, wallMilliseconds: try row.integer("created_wall"))
            }
            let age = oldest.flatMap { oldest in
                oldest.isWallPlausible && now.isWallPlausible
                    ? max(0, now.wallMilliseconds - oldest.wallMilliseconds) : nil
            }
            return JournalStatistics(
                pendingReceipts: marks.pendingReceipts,
                pendingBytes: marks.pendingBytes,
                oldestPendingMilliseconds: age,
                keptReceipts: marks.keptReceipts,
                openCommands: marks.openCommands,
                openIntents: marks.openIntents,
                closedCommands: marks.closedCommands,
                deadLetters: marks.deadLetters,
                droppedDeadLetters: marks.droppedDeadLetters,
                telemetryRows: marks.telemetryRows,
                telemetryBytes: marks.telemetryBytes,
                droppedTelemetry: marks.droppedTelemetry,
                databaseBytes: try connection.pageCount() * JournalConfiguration.pageBytes,
                walBytes: connection.walBytes,
                reserveBytes: ballast.allocatedBytes,
                availableBytes: availableBytes(),
                identity: identity,
                writer: nil
            )
        }
    }
}
