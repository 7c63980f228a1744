internal import SQLite

extension JournalStore {
    /// Writes down that a run begins. There is one run at a time, and an id is used once. Throws `.runActive`,
    /// `.invalidField`, `.full`.
    package func startRun(_ run: StoredRun) throws(JournalError) {
        try checkName(run.id, "the run")
        try checkName(run.state, "the state of run \(run.id)")
        try change("starting run \(run.id)") {
            if let other = try activeRun() {
                throw JournalError(.runActive, "run \(other.id) is not over; \(run.id) can't start")
            }
            guard try self.run(run.id) == nil else {
                throw JournalError(.runActive, "run \(run.id) was started before; use another id")
            }
            if let lot = run.lot { try checkName(lot, "the lot of run \(run.id)") }
            try connection.run(
                "INSERT INTO run (id, incarnation, command_id, traceparent, gtin, lot, count, state)"
                    + " VALUES ($id, $incarnation, $command, $traceparent, $gtin, $lot, $count, $state)",
                [
                    "id": .text(run.id), "incarnation": .integer(run.incarnation), "command": .text(run.commandID),
                    "traceparent": .text(run.traceparent), "gtin": .text(run.gtin), "lot": .text(run.lot),
                    "count": .integer(run.count), "state": .text(run.state),
                ]
            )
        }
    }

    /// The run that is not over.
    package func activeRun() throws(JournalError) -> StoredRun? {
        try look("looking for the run that is not over") {
            try connection.first("SELECT * FROM run WHERE over = 0") { row throws(SQLiteError) in try StoredRun(row) }
        }
    }

    /// A run.
    package func run(_ id: String) throws(JournalError) -> StoredRun? {
        try look("looking for run \(id)") {
            try connection.first("SELECT * FROM run WHERE id = $id", ["id": .text(id)]) {
                row throws(SQLiteError) in try StoredRun(row)
            }
        }
    }

    /// Gives a run that is not over another state. Throws `.unknownRun`, `.runNotRunning` when it is over, and `.full`.
    ///
    /// - Parameter mayUseReserve: it follows from a unit's outcome, for which the reserve is.
    package func changeRun(
        _ id: String,
        to state: String,
        isOver: Bool,
        reason: String?,
        mayUseReserve: Bool = false
    ) throws(JournalError) {
        try checkName(state, "the state of run \(id)")
        if let reason { try checkName(reason, "the reason of run \(id)") }
        try change("changing run \(id) to \(state)") {
            if mayUseReserve { jobMayUseReserve = true }
            guard let run = try run(id) else { throw JournalError(.unknownRun, "there is no run \(id)") }
            guard !run.isOver else { throw JournalError(.runNotRunning, "run \(id) is \(run.state) for good") }
            try connection.run(
                "UPDATE run SET state = $state, over = $over, reason = $reason WHERE id = $id",
                [
                    "state": .text(state), "over": .integer(isOver ? 1 : 0), "reason": .text(reason), "id": .text(id),
                ]
            )
        }
    }

    /// Appends a receipt that follows from a unit's outcome, in its transaction: taken even when the outbox is full,
    /// because the intent was counted. Throws `.receiptNotMade`, `.tooLarge`.
    @discardableResult
    package func appendConsequence(
        kind: String,
        commandID: String,
        at instant: JournalInstant,
        makeReceipt: (Int64) throws -> [UInt8]
    ) throws(JournalError) -> Int64 {
        try checkName(kind, "the kind of receipt")
        try checkName(commandID, "the command id")
        return try change("appending a receipt of kind \(kind)") {
            jobMayUseReserve = true
            return try insertReceipt(kind: kind, commandID: commandID, at: instant, after: marks(), makeReceipt)
        }
    }
}

extension StoredRun {
    init(_ row: borrowing Row) throws(SQLiteError) {
        self.init(
            id: try row.text("id"),
            incarnation: try row.integer("incarnation"),
            commandID: try row.text("command_id"),
            traceparent: try row.optionalText("traceparent"),
            gtin: try row.text("gtin"),
            lot: try row.optionalText("lot"),
            count: Int(try row.integer("count")),
            state: try row.text("state")
        )
        isOver = try row.boolean("over")
        reason = try row.optionalText("reason")
        units = Int(try row.integer("units"))
        commissioned = Int(try row.integer("commissioned"))
        scrapped = Int(try row.integer("scrapped"))
        unusable = Int(try row.integer("unusable"))
    }
}
