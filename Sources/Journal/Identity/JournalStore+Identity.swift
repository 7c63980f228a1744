internal import SQLite

extension JournalStore {
    /// Incarnation and high-water marks.
    package func identity() throws(JournalError) -> JournalIdentity {
        try look("reading the identity") {
            let marks = try marks()
            let oldest = try connection.first("SELECT sequence FROM receipt ORDER BY sequence LIMIT 1") {
                row throws(SQLiteError) in try row.integer("sequence")
            }
            return JournalIdentity(
                incarnation: marks.incarnation,
                lastCounter: marks.lastCounter,
                nextSequence: marks.nextSequence,
                acknowledgedSequence: marks.acknowledged.sequence,
                oldestSequence: oldest ?? marks.nextSequence,
                openCommands: marks.openCommands,
                life: marks.life
            )
        }
    }

    /// Starts the incarnation that an enrolment gave. Counters go on after `lastCounter` and receipts with
    /// `nextSequence`; the same call twice changes nothing. Throws `.staleIncarnation` when it is not newer, or when a
    /// sequence that was given out would be given out again.
    package func adopt(incarnation: Int64, lastCounter: Int64, nextSequence: Int64) throws(JournalError) {
        guard incarnation > 0, lastCounter >= 0, nextSequence > 0 else {
            throw JournalError(
                .invalidField,
                "incarnation \(incarnation), counter \(lastCounter), sequence \(nextSequence): all must be positive"
            )
        }
        try change("adopting incarnation \(incarnation)") {
            let marks = try marks()
            let isSame =
                marks.incarnation == incarnation && marks.lastCounter == lastCounter
                && marks.nextSequence == nextSequence
            if isSame { return }
            guard incarnation > marks.incarnation, nextSequence >= marks.nextSequence else {
                throw JournalError(
                    .staleIncarnation,
                    "incarnation \(incarnation) with next sequence \(nextSequence) cannot follow"
                        + " \(marks.incarnation) with \(marks.nextSequence); enrol again"
                )
            }
            try changeMarks { marks in
                marks.incarnation = incarnation
                marks.lastCounter = lastCounter
                // Nothing at or below was received by this journal, so nothing about it can be told.
                marks.forgottenCounter = lastCounter
                marks.nextSequence = nextSequence
            }
        }
    }

    /// Stores a small piece of state (ratchet, keyset, profile) under a name, replacing what was there.
    package func setValue(_ key: String, _ bytes: [UInt8]) throws(JournalError) {
        try checkName(key, "the key")
        guard bytes.count <= configuration.maximumValueBytes else {
            throw JournalError(
                .tooLarge,
                "value \(key) has \(bytes.count) bytes, the limit is \(configuration.maximumValueBytes)"
            )
        }
        try change("storing \(key)") {
            let others = try connection.first("SELECT count(*) AS n FROM value WHERE key <> $key", ["key": .text(key)])
            {
                row throws(SQLiteError) in try row.integer("n")
            }
            guard (others ?? 0) < Int64(configuration.maximumValues) else {
                throw JournalError(
                    .queueFull,
                    "\(configuration.maximumValues) values are stored; \(key) is one too many"
                )
            }
            try connection.run(
                "INSERT INTO value (key, bytes) VALUES ($key, $bytes)"
                    + " ON CONFLICT (key) DO UPDATE SET bytes = excluded.bytes",
                ["key": .text(key), "bytes": .blob(bytes)]
            )
        }
    }

    /// The state under a name, or nil.
    package func value(_ key: String) throws(JournalError) -> [UInt8]? {
        try look("reading \(key)") {
            try connection.first("SELECT bytes FROM value WHERE key = $key", ["key": .text(key)]) {
                row throws(SQLiteError) in try row.blob("bytes")
            }
        }
    }

    /// Removes the state under a name.
    package func removeValue(_ key: String) throws(JournalError) {
        try change("removing \(key)") {
            try connection.run("DELETE FROM value WHERE key = $key", ["key": .text(key)])
        }
    }
}
