internal import Faults
internal import SQLite

extension JournalStore {
    /// Writes down that an attempt is about to act. Only after this is durable may anything move.
    ///
    /// The first attempt is 1. A further attempt needs the one before it to be of this life of the journal: after a
    /// restart nothing runs again. Throws `.unknownCommand`, `.commandClosed`, `.intentExists`, `.attemptOutOfOrder`,
    /// `.intentFromEarlierLife`, `.earlierIncarnation`, `.tooManyIntents`, and `.full` when the reserve that the
    /// outcome needs is not there.
    package func recordIntent(
        commandID: String,
        attempt: Int,
        detail: [UInt8],
        at instant: JournalInstant
    ) throws(JournalError) {
        try checkSize(detail, "the intent of \(commandID)")
        if Mutant.intentsNotSynced.isActive { _ = try? connection.execute("PRAGMA synchronous=NORMAL") }
        try change("recording attempt \(attempt) of \(commandID)") {
            let marks = try marks()
            let state = try commandState(commandID)
            guard state.incarnation == marks.incarnation else {
                throw JournalError(
                    .earlierIncarnation,
                    "command \(commandID) is of incarnation \(state.incarnation), the journal of \(marks.incarnation)"
                )
            }
            try checkAttempt(attempt, of: commandID, state: state.state, life: marks.life)
            if state.state == CommandState.received { try checkOpenIntents(marks, before: commandID) }
            try reserveSpace()
            try connection.run(
                "INSERT INTO intent (command_id, attempt, detail, life, at_monotonic, at_wall)"
                    + " VALUES ($id, $attempt, $detail, $life, $monotonic, $wall)",
                [
                    "id": .text(commandID), "attempt": .integer(attempt), "detail": .blob(detail),
                    "life": .integer(marks.life), "monotonic": .integer(instant.monotonicMilliseconds),
                    "wall": .integer(instant.wallMilliseconds),
                ]
            )
            if state.state == CommandState.received {
                try setState(CommandState.intended, of: commandID)
                try changeMarks { $0.openIntents += 1 }
            }
        }
    }

    /// Writes outcome, evidence and receipt in one transaction and closes the command. `makeReceipt` gets the receipt's
    /// sequence and returns what is sent; it may be called twice, the first result then being dropped.
    ///
    /// This is what the reserve is for: it succeeds on a full disk. Throws `.unknownCommand`, `.noIntent`,
    /// `.commandClosed` (there is one outcome), `.receiptNotMade`.
    @discardableResult
    package func recordOutcome(
        commandID: String,
        kind: String = "outcome",
        outcome: [UInt8],
        at instant: JournalInstant,
        makeReceipt: (Int64) throws -> [UInt8]
    ) throws(JournalError) -> Int64 {
        try checkSize(outcome, "the outcome of \(commandID)")
        try checkName(kind, "the kind of receipt")
        return try change("recording the outcome of \(commandID)") {
            jobMayUseReserve = true
            switch try commandState(commandID).state {
            case CommandState.intended: break
            case CommandState.received:
                throw JournalError(.noIntent, "command \(commandID) has no intent, so it cannot have an outcome")
            default: throw closed(commandID)
            }
            let sequence = try insertReceipt(
                kind: kind,
                commandID: commandID,
                at: instant,
                after: marks(),
                makeReceipt
            )
            try connection.run(
                "INSERT INTO outcome (command_id, sequence, payload) VALUES ($id, $sequence, $payload)",
                ["id": .text(commandID), "sequence": .integer(sequence), "payload": .blob(outcome)]
            )
            try close(commandID, hasIntent: true, receipt: sequence)
            return sequence
        }
    }

    /// Closes a command that has no intent with its receipt: a refusal, an expiry, the answer to a ping. Not run, and
    /// it never will be. Throws `.unknownCommand`, `.hasIntent`, `.commandClosed`, `.queueFull`, `.full`.
    @discardableResult
    package func closeWithoutIntent(
        commandID: String,
        kind: String,
        at instant: JournalInstant,
        makeReceipt: (Int64) throws -> [UInt8]
    ) throws(JournalError) -> Int64 {
        try checkName(kind, "the kind of receipt")
        return try change("closing \(commandID)") {
            switch try commandState(commandID).state {
            case CommandState.received: break
            case CommandState.intended:
                throw JournalError(.hasIntent, "command \(commandID) has an intent; only an outcome closes it")
            default: throw closed(commandID)
            }
            let marks = try marks()
            try checkOutbox(marks)
            let sequence = try insertReceipt(
                kind: kind,
                commandID: commandID,
                at: instant,
                after: marks,
                makeReceipt
            )
            try close(commandID, hasIntent: false, receipt: sequence)
            return sequence
        }
    }

    /// Intents without an outcome, oldest command first.
    package func openIntents() throws(JournalError) -> [OpenIntent] {
        try look("listing open intents") {
            let life = try marks().life
            let commands = try connection.all(
                "SELECT * FROM command WHERE state = 1 ORDER BY incarnation, counter"
            ) { row throws(SQLiteError) in try ReceivedCommand(row, life: life) }
            return try commands.map { command in
                let last = try connection.first(
                    "SELECT * FROM intent WHERE command_id = $id ORDER BY attempt DESC LIMIT 1",
                    ["id": .text(command.id)]
                ) { row throws(SQLiteError) in try OpenIntent(row, command: command, life: life) }
                guard let last else {
                    throw SQLiteError(.corrupt, "command \(command.id) is marked as intended and has no intent")
                }
                return last
            }
        }
    }

    /// The stored outcome of a command, or nil.
    package func outcome(of commandID: String) throws(JournalError) -> [UInt8]? {
        try look("reading the outcome of \(commandID)") {
            try connection.first("SELECT payload FROM outcome WHERE command_id = $id", ["id": .text(commandID)]) {
                row throws(SQLiteError) in try row.blob("payload")
            }
        }
    }

    /// Throws when the reserve would not do for one intent more.
    func checkOpenIntents(_ marks: JournalMarks, before name: String) throws {
        let open = marks.openIntents + (try openStampCount())
        guard open < configuration.maximumOpenIntents else {
            throw JournalError(.tooManyIntents, "\(open) intents wait for their outcome; finish one before \(name)")
        }
    }

    private func checkAttempt(_ attempt: Int, of commandID: String, state: Int64, life: Int64) throws {
        if state == CommandState.closed { throw closed(commandID) }
        let last = try connection.first(
            "SELECT attempt, life FROM intent WHERE command_id = $id ORDER BY attempt DESC LIMIT 1",
            ["id": .text(commandID)]
        ) { row throws(SQLiteError) in (attempt: try row.integer("attempt"), life: try row.integer("life")) }
        guard attempt > (last?.attempt ?? 0) else {
            guard attempt > 0 else { throw JournalError(.invalidField, "attempt \(attempt): the first one is 1") }
            throw JournalError(
                .intentExists,
                "attempt \(attempt) of \(commandID) is on disk already; it must not run a second time"
            )
        }
        if let last, last.life != life {
            throw JournalError(
                .intentFromEarlierLife,
                "\(commandID) has an intent from before the restart; read the device back or report it in doubt"
            )
        }
        guard Int64(attempt) == (last?.attempt ?? 0) + 1 else {
            throw JournalError(
                .attemptOutOfOrder,
                "attempt \(attempt) of \(commandID) follows attempt \(last?.attempt ?? 0); the next one is due"
            )
        }
    }

    private func closed(_ commandID: String) -> JournalError {
        JournalError(.commandClosed, "command \(commandID) was answered for good; it never runs again")
    }

    private func commandState(_ commandID: String) throws -> (state: Int64, incarnation: Int64) {
        let found = try connection.first(
            "SELECT state, incarnation FROM command WHERE id = $id",
            ["id": .text(commandID)]
        ) { row throws(SQLiteError) in (state: try row.integer("state"), incarnation: try row.integer("incarnation")) }
        guard let found else {
            throw JournalError(.unknownCommand, "command \(commandID) was not received; receive it first")
        }
        return found
    }

    private func setState(_ state: Int64, of commandID: String) throws {
        try connection.run(
            "UPDATE command SET state = $state WHERE id = $id",
            ["state": .integer(state), "id": .text(commandID)]
        )
    }

    private func close(_ commandID: String, hasIntent: Bool, receipt sequence: Int64) throws {
        // What is left is the tombstone: id, counter, hash and which receipt answered it.
        try connection.run(
            "UPDATE command SET state = 2, envelope = x'', receipt_sequence = $sequence WHERE id = $id",
            ["sequence": .integer(sequence), "id": .text(commandID)]
        )
        try changeMarks {
            $0.openCommands -= 1
            $0.openIntents -= hasIntent ? 1 : 0
            $0.closedCommands += 1
        }
    }
}

extension OpenIntent {
    fileprivate init(_ row: borrowing Row, command: ReceivedCommand, life: Int64) throws(SQLiteError) {
        self.command = command
        attempt = Int(try row.integer("attempt"))
        detail = try row.blob("detail")
        recorded = JournalInstant(
            monotonicMilliseconds: try row.integer("at_monotonic"),
            wallMilliseconds: try row.integer("at_wall")
        )
        isFromEarlierLife = try row.integer("life") != life
    }
}
