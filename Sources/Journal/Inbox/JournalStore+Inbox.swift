internal import Faults
internal import SQLite

/// `command.state` in the file.
enum CommandState {
    static let received: Int64 = 0
    static let intended: Int64 = 1
    static let closed: Int64 = 2
}

extension JournalStore {
    /// Stores a verified command if its counter is the next one; the counter moves in the same transaction. Throws
    /// `.notEnrolled`, `.queueFull`, `.tooLarge`, `.invalidField`, `.full`.
    package func receive(_ command: IncomingCommand) throws(JournalError) -> ReceiveDecision {
        try checkName(command.id, "the command id")
        try checkSize(command.envelope, "the envelope of \(command.id)")
        guard (16...64).contains(command.bodyHash.count) else {
            throw JournalError(.invalidField, "the body hash of \(command.id) has \(command.bodyHash.count) bytes")
        }
        if let traceparent = command.traceparent { try checkName(traceparent, "the traceparent of \(command.id)") }
        return try change("receiving command \(command.id)") {
            let marks = try marks()
            guard marks.incarnation > 0 else {
                throw JournalError(.notEnrolled, "command \(command.id) came before the machine was enrolled")
            }
            let rule = CounterRule(
                incarnation: marks.incarnation,
                lastCounter: marks.lastCounter,
                forgottenCounter: marks.forgottenCounter
            )
            let verdict = rule.decide(
                id: command.id,
                counter: command.counter,
                bodyHash: command.bodyHash,
                sameCounter: try known(incarnation: marks.incarnation, counter: command.counter),
                sameID: try known(id: command.id)
            )
            switch verdict {
            case .accept: return try accept(command, marks)
            case .duplicate: return .duplicate(receipt: try receipt(answering: command.id))
            case .counterReuse: return .counterReuse
            case .gap(let expected): return .gap(expected: expected)
            case .replayedBeyondMemory: return .replayedBeyondMemory
            }
        }
    }

    /// Commands without an intent, oldest first: certainly not run. Run them if still valid, else close them.
    package func receivedWithoutIntent(limit: Int = 1_000) throws(JournalError) -> [ReceivedCommand] {
        try look("listing received commands") {
            let life = try marks().life
            return try connection.all(
                "SELECT * FROM command WHERE state = 0 ORDER BY incarnation, counter LIMIT $limit",
                ["limit": .integer(limit)]
            ) { row throws(SQLiteError) in try ReceivedCommand(row, life: life) }
        }
    }

    private func accept(_ command: IncomingCommand, _ marks: JournalMarks) throws -> ReceiveDecision {
        guard marks.openCommands < configuration.maximumOpenCommands else {
            throw JournalError(
                .queueFull,
                "\(marks.openCommands) commands wait to be run; \(command.id) is refused until one is answered"
            )
        }
        try connection.run(
            "INSERT INTO command (incarnation, counter, id, body_hash, envelope, traceparent, state,"
                + " received_monotonic, received_wall, life) VALUES ($incarnation, $counter, $id, $hash, $envelope,"
                + " $traceparent, 0, $monotonic, $wall, $life)",
            [
                "incarnation": .integer(marks.incarnation), "counter": .integer(command.counter),
                "id": .text(command.id), "hash": .blob(command.bodyHash), "envelope": .blob(command.envelope),
                "traceparent": .text(command.traceparent),
                "monotonic": .integer(command.received.monotonicMilliseconds),
                "wall": .integer(command.received.wallMilliseconds), "life": .integer(marks.life),
            ]
        )
        try changeMarks {
            $0.lastCounter = Mutant.counterNotKept.isActive ? $0.lastCounter : command.counter
            $0.openCommands += 1
        }
        return .accepted
    }

    private func known(incarnation: Int64, counter: Int64) throws(SQLiteError) -> CounterRule.Known? {
        try connection.first(
            "SELECT id, incarnation, counter, body_hash FROM command"
                + " WHERE incarnation = $incarnation AND counter = $counter",
            ["incarnation": .integer(incarnation), "counter": .integer(counter)]
        ) { row throws(SQLiteError) in try CounterRule.Known(row) }
    }

    private func known(id: String) throws(SQLiteError) -> CounterRule.Known? {
        try connection.first(
            "SELECT id, incarnation, counter, body_hash FROM command WHERE id = $id",
            ["id": .text(id)]
        ) { row throws(SQLiteError) in try CounterRule.Known(row) }
    }

    private func receipt(answering id: String) throws(SQLiteError) -> StoredReceipt? {
        try connection.first(
            "SELECT receipt.* FROM command JOIN receipt ON receipt.sequence = command.receipt_sequence"
                + " WHERE command.id = $id",
            ["id": .text(id)]
        ) { row throws(SQLiteError) in try StoredReceipt(row) }
    }
}

extension CounterRule.Known {
    fileprivate init(_ row: borrowing Row) throws(SQLiteError) {
        self.init(
            id: try row.text("id"),
            incarnation: try row.integer("incarnation"),
            counter: try row.integer("counter"),
            bodyHash: try row.blob("body_hash")
        )
    }
}

extension ReceivedCommand {
    init(_ row: borrowing Row, life: Int64) throws(SQLiteError) {
        id = try row.text("id")
        incarnation = try row.integer("incarnation")
        counter = try row.integer("counter")
        envelope = try row.blob("envelope")
        traceparent = try row.optionalText("traceparent")
        received = JournalInstant(
            monotonicMilliseconds: try row.integer("received_monotonic"),
            wallMilliseconds: try row.integer("received_wall")
        )
        isFromEarlierLife = try row.integer("life") != life
    }
}
