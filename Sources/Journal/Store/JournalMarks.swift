internal import SQLite

/// The one row of counters and high-water marks. Read before and written after every change, in its transaction.
struct JournalMarks: Equatable {
    var incarnation: Int64 = 0
    var lastCounter: Int64 = 0
    var forgottenCounter: Int64 = 0
    var nextSequence: Int64 = 1
    var acknowledged = ReceiptTotals()
    var pruned = ReceiptTotals()
    var totalReceipts: Int64 = 0
    var totalBytes: Int64 = 0
    var openCommands: Int64 = 0
    var openIntents: Int64 = 0
    var closedCommands: Int64 = 0
    var deadLetters: Int64 = 0
    var droppedDeadLetters: Int64 = 0
    var nextTelemetry: Int64 = 1
    var telemetryRows: Int64 = 0
    var telemetryBytes: Int64 = 0
    var droppedTelemetry: Int64 = 0
    var life: Int64 = 0
    var isClean = true

    /// Receipts up to and with a sequence, and their bytes.
    struct ReceiptTotals: Equatable {
        var sequence: Int64 = 0
        var receipts: Int64 = 0
        var bytes: Int64 = 0
    }

    var pendingReceipts: Int64 { totalReceipts - acknowledged.receipts }
    var pendingBytes: Int64 { totalBytes - acknowledged.bytes }
    var keptReceipts: Int64 { acknowledged.receipts - pruned.receipts }
    var keptBytes: Int64 { acknowledged.bytes - pruned.bytes }

    /// Whether the numbers can all be true at once; if not, the file is damaged.
    var isConsistent: Bool {
        incarnation >= 0 && lastCounter >= forgottenCounter && forgottenCounter >= 0
            && nextSequence > acknowledged.sequence && acknowledged.sequence >= pruned.sequence
            && pendingReceipts >= 0 && keptReceipts >= 0 && pendingBytes >= 0 && keptBytes >= 0
            && openCommands >= openIntents && openIntents >= 0 && telemetryRows >= 0 && telemetryBytes >= 0
    }

    static func load(from connection: Connection) throws(SQLiteError) -> JournalMarks {
        let marks = try connection.first("SELECT * FROM mark WHERE one = 1") { row throws(SQLiteError) in
            var marks = JournalMarks()
            marks.incarnation = try row.integer("incarnation")
            marks.lastCounter = try row.integer("last_counter")
            marks.forgottenCounter = try row.integer("forgotten_counter")
            marks.nextSequence = try row.integer("next_sequence")
            marks.acknowledged.sequence = try row.integer("acknowledged_sequence")
            marks.acknowledged.receipts = try row.integer("acknowledged_receipts")
            marks.acknowledged.bytes = try row.integer("acknowledged_bytes")
            marks.pruned.sequence = try row.integer("pruned_sequence")
            marks.pruned.receipts = try row.integer("pruned_receipts")
            marks.pruned.bytes = try row.integer("pruned_bytes")
            marks.totalReceipts = try row.integer("total_receipts")
            marks.totalBytes = try row.integer("total_bytes")
            marks.openCommands = try row.integer("open_commands")
            marks.openIntents = try row.integer("open_intents")
            marks.closedCommands = try row.integer("closed_commands")
            marks.deadLetters = try row.integer("dead_letters")
            marks.droppedDeadLetters = try row.integer("dropped_dead_letters")
            marks.nextTelemetry = try row.integer("next_telemetry")
            marks.telemetryRows = try row.integer("telemetry_rows")
            marks.telemetryBytes = try row.integer("telemetry_bytes")
            marks.droppedTelemetry = try row.integer("dropped_telemetry")
            marks.life = try row.integer("life")
            marks.isClean = try row.boolean("clean")
            return marks
        }
        guard let marks, marks.isConsistent else {
            throw SQLiteError(.corrupt, "the marks of \(connection.path) are missing or contradict each other")
        }
        return marks
    }

    /// Writes what differs from `before`, which is what the row holds.
    func save(over before: JournalMarks, to connection: Connection) throws(SQLiteError) {
        let changed = zip(columns, before.columns).filter { $0.1 != $1.1 }.map(\.0)
        guard !changed.isEmpty else { return }
        // Few sets of columns ever change together, so the statements stay in the cache.
        let assignments = changed.map { "\($0.0) = $\($0.0)" }.joined(separator: ", ")
        let values = Dictionary(uniqueKeysWithValues: changed.map { ($0.0, Value.integer($0.1)) })
        guard try connection.run("UPDATE mark SET \(assignments) WHERE one = 1", values) == 1 else {
            throw SQLiteError(.corrupt, "the marks of \(connection.path) are missing")
        }
    }

    private var columns: [(String, Int64)] {
        [
            ("incarnation", incarnation), ("last_counter", lastCounter), ("forgotten_counter", forgottenCounter),
            ("next_sequence", nextSequence), ("acknowledged_sequence", acknowledged.sequence),
            ("acknowledged_receipts", acknowledged.receipts), ("acknowledged_bytes", acknowledged.bytes),
            ("pruned_sequence", pruned.sequence), ("pruned_receipts", pruned.receipts), ("pruned_bytes", pruned.bytes),
            ("total_receipts", totalReceipts), ("total_bytes", totalBytes), ("open_commands", openCommands),
            ("open_intents", openIntents), ("closed_commands", closedCommands), ("dead_letters", deadLetters),
            ("dropped_dead_letters", droppedDeadLetters), ("next_telemetry", nextTelemetry),
            ("telemetry_rows", telemetryRows), ("telemetry_bytes", telemetryBytes),
            ("dropped_telemetry", droppedTelemetry), ("life", life), ("clean", isClean ? 1 : 0),
        ]
    }
}
