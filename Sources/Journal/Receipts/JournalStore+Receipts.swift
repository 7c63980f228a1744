internal import SQLite

extension JournalStore {
    /// Appends a receipt that closes nothing: an audit event, a refusal of something that never entered the inbox,
    /// progress of a running command. Throws `.queueFull`, `.tooLarge`, `.full`, `.receiptNotMade`, `.notEnrolled`.
    @discardableResult
    package func appendReceipt(
        kind: String,
        commandID: String? = nil,
        at instant: JournalInstant,
        makeReceipt: (Int64) throws -> [UInt8]
    ) throws(JournalError) -> Int64 {
        try checkName(kind, "the kind of receipt")
        if let commandID { try checkName(commandID, "the command id") }
        return try change("appending a receipt of kind \(kind)") {
            let marks = try marks()
            try checkOutbox(marks)
            return try insertReceipt(kind: kind, commandID: commandID, at: instant, after: marks, makeReceipt)
        }
    }

    /// Throws when the outbox holds as much as it may. Outcomes are taken anyway: their intents were counted.
    func checkOutbox(_ marks: JournalMarks) throws {
        let pending = marks.pendingReceipts
        guard pending + configuration.maximumOpenIntents < configuration.maximumPendingReceipts else {
            throw JournalError(.queueFull, "\(pending) receipts wait for the coordinator; connect the machine")
        }
    }

    /// Gives the receipt its sequence and stores it, in the open transaction. `marks` are the marks as they are.
    func insertReceipt(
        kind: String,
        commandID: String?,
        at instant: JournalInstant,
        after marks: JournalMarks,
        _ makeReceipt: (Int64) throws -> [UInt8]
    ) throws -> Int64 {
        guard marks.incarnation > 0 else {
            throw JournalError(.notEnrolled, "a receipt of kind \(kind) needs an incarnation; enrol first")
        }
        let payload: [UInt8]
        do {
            payload = try makeReceipt(marks.nextSequence)
        } catch {
            throw JournalError(.receiptNotMade, "receipt \(marks.nextSequence) was not made: \(error)", cause: error)
        }
        try checkSize(payload, "receipt \(marks.nextSequence)")
        try connection.run(
            """
            INSERT INTO receipt (sequence, incarnation, kind, command_id, payload, running_receipts, running_bytes,
                created_monotonic, created_wall)
            VALUES ($sequence, $incarnation, $kind, $command, $payload, $receipts, $bytes, $monotonic, $wall)
            """,
            [
                "sequence": .integer(marks.nextSequence), "incarnation": .integer(marks.incarnation),
                "kind": .text(kind), "command": .text(commandID), "payload": .blob(payload),
                "receipts": .integer(marks.totalReceipts + 1),
                "bytes": .integer(marks.totalBytes + Int64(payload.count)),
                "monotonic": .integer(instant.monotonicMilliseconds), "wall": .integer(instant.wallMilliseconds),
            ]
        )
        try changeMarks(from: marks) {
            $0.nextSequence += 1
            $0.totalReceipts += 1
            $0.totalBytes += Int64(payload.count)
        }
        return marks.nextSequence
    }
}

extension StoredReceipt {
    init(_ row: borrowing Row) throws(SQLiteError) {
        sequence = try row.integer("sequence")
        incarnation = try row.integer("incarnation")
        kind = try row.text("kind")
        commandID = try row.optionalText("command_id")
        payload = try row.blob("payload")
        created = JournalInstant(
            monotonicMilliseconds: try row.integer("created_monotonic"),
            wallMilliseconds: try row.integer("created_wall")
        )
    }
}
