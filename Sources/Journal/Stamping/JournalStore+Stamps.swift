internal import Faults
internal import SQLite

extension JournalStore {
    /// Writes down that a serial is about to be stamped, which spends it. Only after this is durable may the command go
    /// out. Returns which unit of the run it is, from 1.
    ///
    /// Throws `.unknownRun`, `.runNotRunning`, `.earlierIncarnation`, `.serialNotNext`, `.tooManyIntents`,
    /// `.queueFull`, and `.full` when the reserve that the outcome needs is not there.
    ///
    /// - Parameters:
    ///   - state: the one that the run has to be in.
    ///   - detail: what is needed to find out later what became of it.
    package func recordStampIntent(
        run id: String,
        in state: String,
        serial: NextSerial,
        station: String,
        detail: [UInt8],
        at instant: JournalInstant
    ) throws(JournalError) -> Int {
        try checkName(station, "the station of a unit of \(id)")
        try checkSize(detail, "the intent of a unit of \(id)")
        if Mutant.intentsNotSynced.isActive { _ = try? connection.execute("PRAGMA synchronous=NORMAL") }
        return try change("recording the intent of a unit of run \(id)") {
            let marks = try marks()
            guard let run = try run(id) else { throw JournalError(.unknownRun, "there is no run \(id)") }
            guard !run.isOver, run.state == state else {
                throw JournalError(.runNotRunning, "run \(id) is \(run.state), not \(state)")
            }
            guard run.incarnation == marks.incarnation else {
                throw JournalError(
                    .earlierIncarnation,
                    "run \(id) is of incarnation \(run.incarnation), the journal of \(marks.incarnation)"
                )
            }
            guard try nextSerial(of: run.gtin) == serial else {
                throw JournalError(.serialNotNext, "serial \(serial.serial) of block \(serial.block) is not the next")
            }
            try checkOutbox(marks)
            try checkOpenIntents(marks, before: "a unit of run \(id)")
            try reserveSpace()
            try spend(serial)
            let unit = run.units + 1
            try connection.run(
                "INSERT INTO stamp (run, unit, block, serial, station, detail, life, at_monotonic, at_wall)"
                    + " VALUES ($run, $unit, $block, $serial, $station, $detail, $life, $monotonic, $wall)",
                [
                    "run": .text(id), "unit": .integer(unit), "block": .text(serial.block),
                    "serial": .text(serial.serial), "station": .text(station), "detail": .blob(detail),
                    "life": .integer(marks.life), "monotonic": .integer(instant.monotonicMilliseconds),
                    "wall": .integer(instant.wallMilliseconds),
                ]
            )
            try connection.run(
                "UPDATE run SET units = $unit WHERE id = $run",
                ["unit": .integer(unit), "run": .text(id)]
            )
            return unit
        }
    }

    /// Writes what became of a unit, with its receipt: the one outcome that its intent can have. Returns the run as it
    /// stands then.
    ///
    /// This is what the reserve is for: it succeeds on a full disk. Throws `.unknownStamp`, `.receiptNotMade`.
    package func recordStampOutcome(
        run id: String,
        unit: Int,
        as tally: StoredRun.Tally,
        kind: String,
        at instant: JournalInstant,
        makeReceipt: (Int64) throws -> [UInt8]
    ) throws(JournalError) -> StoredRun {
        try change("recording the outcome of unit \(unit) of run \(id)") {
            jobMayUseReserve = true
            let deleted = try connection.run(
                "DELETE FROM stamp WHERE run = $run AND unit = $unit",
                ["run": .text(id), "unit": .integer(unit)]
            )
            guard deleted == 1, let before = try run(id) else {
                throw JournalError(.unknownStamp, "unit \(unit) of run \(id) has no intent, or has its outcome")
            }
            let column =
                switch tally {
                case .commissioned: "commissioned"
                case .scrapped: "scrapped"
                case .unusable: "unusable"
                }
            try connection.run("UPDATE run SET \(column) = \(column) + 1 WHERE id = $run", ["run": .text(id)])
            try appendConsequence(kind: kind, commandID: before.commandID, at: instant, makeReceipt: makeReceipt)
            guard let after = try run(id) else { throw SQLiteError(.corrupt, "run \(id) is gone") }
            return after
        }
    }

    /// Intents to stamp that have no outcome.
    package func openStamps() throws(JournalError) -> [OpenStamp] {
        try look("listing open intents to stamp") {
            let life = try marks().life
            return try connection.all("SELECT * FROM stamp ORDER BY at_wall, unit") { row throws(SQLiteError) in
                OpenStamp(
                    run: try row.text("run"),
                    unit: Int(try row.integer("unit")),
                    serial: NextSerial(block: try row.text("block"), serial: try row.text("serial")),
                    station: try row.text("station"),
                    detail: try row.blob("detail"),
                    isFromEarlierLife: try row.integer("life") != life
                )
            }
        }
    }

    func openStampCount() throws(SQLiteError) -> Int64 {
        try connection.first("SELECT count(*) AS open FROM stamp") { row throws(SQLiteError) in
            try row.integer("open")
        } ?? 0
    }
}
