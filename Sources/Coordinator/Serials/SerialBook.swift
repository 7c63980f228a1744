import Database
package import Passport

/// The serials and every step of their lives: the tables `serial` and `serial_step`. What may follow what is decided by
/// `SerialTransition` alone.
package enum SerialBook {
    /// One step.
    package struct Step: Sendable {
        /// What happened, in a word.
        package let event: String
        /// Where the serial stood then.
        package let state: SerialState
        /// Who said so.
        package let actor: String
        /// When it was stored, milliseconds since 1970.
        package let at: Int64
    }

    /// The serial, if it was ever granted.
    package static func find(_ gtin: GTIN, _ serial: Serial, in work: Work) throws -> SerialRecord? {
        try work.transaction.first("SELECT * FROM serial WHERE gtin = $gtin AND serial = $serial", key(gtin, serial))
            .map(SerialRecord.init)
    }

    /// The serial of a block. One that is not known is entered while the block lacks some: then a lost generation of
    /// this database granted it.
    static func findOrTakeUp(_ serial: Serial, of block: SerialBlockRecord, in work: Work) throws -> SerialRecord? {
        if let known = try find(block.gtin, serial, in: work) { return known }
        let count = try count(of: block.id, in: work)
        guard count < block.count else { return nil }
        try enter([serial], from: count, block: block, in: work)
        return try find(block.gtin, serial, in: work)
    }

    /// How many serials of a block are known.
    static func count(of block: String, in work: Work) throws -> Int {
        let row = try work.transaction.first(
            "SELECT count(*) AS number FROM serial WHERE block = $block",
            ["block": .text(block)]
        )
        return Int(try row?.int64("number") ?? 0)
    }

    /// Its life so far.
    package static func steps(_ gtin: GTIN, _ serial: Serial, in work: Work) throws -> [Step] {
        try work.transaction.rows(
            "SELECT * FROM serial_step WHERE gtin = $gtin AND serial = $serial ORDER BY step",
            key(gtin, serial)
        ).map { row in
            guard let state = SerialState(rawValue: try row.text("state")) else {
                throw CoordinatorError(.unexpected, "A step of a serial leads nowhere; restore a backup.")
            }
            return Step(
                event: try row.text("event"),
                state: state,
                actor: try row.text("actor"),
                at: try row.int64("at")
            )
        }
    }

    /// The serials of a block that nothing happened to yet, in the order of the block.
    package static func unused(_ block: String, in work: Work) throws -> [SerialRecord] {
        try work.transaction.rows(
            "SELECT * FROM serial WHERE block = $block AND state = 'allocated' ORDER BY place",
            ["block": .text(block)]
        ).map(SerialRecord.init)
    }

    /// All serials of a block, in its order.
    package static func serials(of block: String, in work: Work) throws -> [SerialRecord] {
        try work.transaction.rows(
            "SELECT * FROM serial WHERE block = $block ORDER BY place",
            ["block": .text(block)]
        ).map(SerialRecord.init)
    }

    /// The units of a run, in the order in which they passed.
    package static func units(of run: String, after unit: Int64, limit: Int, in work: Work) throws -> [SerialRecord] {
        try work.transaction.rows(
            "SELECT * FROM serial WHERE run = $run AND unit > $after ORDER BY unit LIMIT $limit",
            ["run": .text(run), "after": .integer(unit), "limit": .integer(Int64(limit))]
        ).map(SerialRecord.init)
    }

    /// The units of a run that passed last, newest first.
    package static func latestUnits(of run: String, limit: Int, in work: Work) throws -> [SerialRecord] {
        try work.transaction.rows(
            "SELECT * FROM serial WHERE run = $run AND unit IS NOT NULL ORDER BY unit DESC LIMIT $limit",
            ["run": .text(run), "limit": .integer(Int64(limit))]
        ).map(SerialRecord.init)
    }

    /// How many serials of a run are in which state.
    package static func counts(run: String, in work: Work) throws -> [SerialState: Int64] {
        try counts("run = $id", run, in: work)
    }

    /// How many serials of a block are in which state.
    package static func counts(block: String, in work: Work) throws -> [SerialState: Int64] {
        try counts("block = $id", block, in: work)
    }

    private static func counts(_ condition: String, _ id: String, in work: Work) throws -> [SerialState: Int64] {
        var counts: [SerialState: Int64] = [:]
        let rows = try work.transaction.rows(
            "SELECT state, count(*) AS number FROM serial WHERE \(condition) GROUP BY state",
            ["id": .text(id)]
        )
        for row in rows {
            if let state = SerialState(rawValue: try row.text("state")) { counts[state] = try row.int64("number") }
        }
        return counts
    }

    /// Enters the serials of a new block: assigned to the brand, and allocated to the block's machine.
    /// - Parameter from: the place of the first.
    static func enter(_ serials: [Serial], from first: Int = 0, block: SerialBlockRecord, in work: Work) throws {
        for (place, serial) in zip(first..., serials) {
            _ = try work.transaction.execute(
                """
                INSERT INTO serial (gtin, serial, block, place, state, changed_at)
                VALUES ($gtin, $serial, $block, $place, $state, $at)
                """,
                [
                    "gtin": .text(block.gtin.description), "serial": .text(serial.text), "block": .text(block.id),
                    "place": .integer(Int64(place)), "state": .text(SerialState.unassigned.rawValue),
                    "at": .integer(work.now.milliseconds),
                ]
            )
            var state = SerialState.unassigned
            for (step, event) in [SerialEvent.assign, .allocate].enumerated() {
                state = try state.after(event)
                try record(event, state, block.gtin, serial, step: Int64(step), actor: block.grantedBy, in: work)
            }
            try set(state, nil, block.gtin, serial, in: work)
        }
    }

    /// Where a serial was used.
    package struct Use: Sendable {
        /// The run.
        package let run: String
        /// Which unit of it.
        package let unit: Int64
        /// The machine's own word for why it was not commissioned.
        package let detail: String?

        /// Makes a use.
        package init(run: String, unit: Int64, detail: String? = nil) {
            self.run = run
            self.unit = unit
            self.detail = detail
        }
    }

    /// Takes the serial through events, one step each; an event that led where it stands already is no step.
    /// - Returns: where it stands then.
    /// - Throws: `PassportError.badTransition` when one of them may not happen; then roll back.
    @discardableResult
    static func apply(
        _ events: [SerialEvent],
        to record: SerialRecord,
        use: Use? = nil,
        actor: String,
        in work: Work
    ) throws -> SerialState {
        var state = record.state
        var reason = record.reason
        var step = try nextStep(record, in: work)
        for event in events {
            let next = try state.after(event)
            if next == state { continue }
            if case .scrap(let why) = event { reason = why }
            state = next
            try self.record(event, state, record.gtin, record.serial, step: step, actor: actor, in: work)
            step += 1
        }
        try set(state, reason, record.gtin, record.serial, in: work)
        if let use {
            _ = try work.transaction.execute(
                """
                UPDATE serial SET run = $run, unit = $unit, detail = $detail WHERE gtin = $gtin AND serial = $serial
                """,
                [
                    "run": .text(use.run), "unit": .integer(use.unit), "detail": use.detail.map { .text($0) } ?? .null,
                ].merging(key(record.gtin, record.serial)) { own, _ in own }
            )
        }
        return state
    }

    private static func nextStep(_ record: SerialRecord, in work: Work) throws -> Int64 {
        try work.transaction.first(
            "SELECT coalesce(max(step), -1) + 1 AS next FROM serial_step WHERE gtin = $gtin AND serial = $serial",
            key(record.gtin, record.serial)
        )?.int64("next") ?? 0
    }

    private static func record(
        _ event: SerialEvent,
        _ state: SerialState,
        _ gtin: GTIN,
        _ serial: Serial,
        step: Int64,
        actor: String,
        in work: Work
    ) throws {
        _ = try work.transaction.execute(
            """
            INSERT INTO serial_step (gtin, serial, step, event, state, actor, at)
            VALUES ($gtin, $serial, $step, $event, $state, $actor, $at)
            """,
            [
                "gtin": .text(gtin.description), "serial": .text(serial.text), "step": .integer(step),
                "event": .text(event.name), "state": .text(state.rawValue), "actor": .text(actor),
                "at": .integer(work.now.milliseconds),
            ]
        )
    }

    private static func set(
        _ state: SerialState,
        _ reason: ScrapReason?,
        _ gtin: GTIN,
        _ serial: Serial,
        in work: Work
    ) throws {
        _ = try work.transaction.execute(
            """
            UPDATE serial SET state = $state, reason = $reason, changed_at = $at
            WHERE gtin = $gtin AND serial = $serial
            """,
            [
                "state": .text(state.rawValue), "reason": reason.map { .text($0.rawValue) } ?? .null,
                "at": .integer(work.now.milliseconds), "gtin": .text(gtin.description), "serial": .text(serial.text),
            ]
        )
    }

    private static func key(_ gtin: GTIN, _ serial: Serial) -> [String: DatabaseValue] {
        ["gtin": .text(gtin.description), "serial": .text(serial.text)]
    }
}
