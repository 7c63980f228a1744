import Database
import Protocol

/// The generations and the recovery of the newest one: the tables `generation` and `recovery_machine`. Decides nothing;
/// `RecoveryState` does.
package enum RecoveryBook {
    /// What the newest generation is.
    package struct Generation: Sendable, Equatable {
        /// Its number, from 1.
        package let number: Int64
        /// Why it began.
        package let reason: RecoveryState.Reason
        /// Whether its recovery goes on.
        package let isOpen: Bool
        /// What the state folder has to show, so that a copied database is known; empty before the first start.
        let token: String
    }

    /// The newest generation.
    package static func generation(in work: Work) throws -> Generation {
        let row = try work.transaction.first(
            "SELECT number, reason, token, closed_at FROM generation ORDER BY number DESC LIMIT 1"
        )
        guard let row, let reason = RecoveryState.Reason(rawValue: try row.text("reason")) else {
            throw CoordinatorError(.unexpected, "The database has no generation; restore a backup.")
        }
        return Generation(
            number: try row.int64("number"),
            reason: reason,
            isOpen: try row.optionalInt64("closed_at") == nil,
            token: try row.text("token")
        )
    }

    /// Whether a recovery goes on: then nothing is quoted, dispatched or allocated.
    package static func isOpen(in work: Work) throws -> Bool { try generation(in: work).isOpen }

    /// Throws `notReady`, in words for a customer or an operator, while a recovery goes on.
    package static func requireClosed(in work: Work) throws {
        guard try isOpen(in: work) else { return }
        throw CoordinatorError(
            .notReady,
            ReadinessRefusal.recovering.words,
            cause: "a recovery goes on; see GET /v1/recovery"
        )
    }

    /// The newest generation's recovery.
    package static func state(in work: Work) throws -> RecoveryState {
        let generation = try generation(in: work)
        let rows = try work.transaction.rows(
            "SELECT machine, standing FROM recovery_machine WHERE generation = $generation",
            ["generation": .integer(generation.number)]
        )
        var machines: [String: RecoveryState.Standing] = [:]
        for row in rows {
            machines[try row.text("machine")] = RecoveryState.Standing(rawValue: try row.text("standing"))
        }
        return RecoveryState(
            generation: generation.number,
            reason: generation.reason,
            machines: machines,
            isOpen: generation.isOpen
        )
    }

    /// Begins a generation in recovery and waits for every machine that is allowed. A recovery that goes on already is
    /// taken over: it waits for the same machines anew.
    /// - Parameters:
    ///   - reason: why.
    ///   - subject: which machine was ahead; empty for a restore.
    ///   - above: the highest generation that anybody was found to know.
    ///   - token: what the state folder shows; the present one when nil.
    /// - Returns: its number.
    @discardableResult
    static func start(
        _ reason: RecoveryState.Reason,
        subject: String,
        above: Int64,
        token: String? = nil,
        in work: Work
    ) throws -> Int64 {
        let before = try generation(in: work)
        let number = max(before.number, above) + 1
        if before.isOpen { try end(before.number, by: "generation \(number)", note: "A new one began.", in: work) }
        _ = try work.transaction.execute(
            """
            INSERT INTO generation (number, reason, subject, token, started_at)
            VALUES ($number, $reason, $subject, $token, $at)
            """,
            [
                "number": .integer(number), "reason": .text(reason.rawValue), "subject": .text(subject),
                "token": .text(token ?? before.token), "at": .integer(work.now.milliseconds),
            ]
        )
        try skipAhead(generation: number, reason: reason, in: work)
        let machines = try MachineRepository.allowed(in: work)
        let (_, effects) = RecoveryState.start(generation: number, reason: reason, machines: machines)
        try tell(reason, number, subject: subject, machines: machines, in: work)
        try carryOut(effects, generation: number, by: nil, note: nil, in: work)
        return number
    }

    /// Names the first life of the database with the word that its state folder shows.
    static func setWord(_ word: String, in work: Work) throws {
        _ = try work.transaction.execute(
            "UPDATE generation SET token = $word WHERE token = ''",
            ["word": .text(word)]
        )
    }

    /// Tells the recovery what happened and stores what follows. Without one nothing is done.
    /// - Parameters:
    ///   - by: who decided it, for what a person decides.
    ///   - note: why.
    @discardableResult
    static func apply(
        _ event: RecoveryState.Event,
        by: String? = nil,
        note: String? = nil,
        in work: Work
    ) throws -> [RecoveryState.Effect] {
        guard try isOpen(in: work) else { return [.ignored(.notOpen)] }
        var state = try state(in: work)
        let effects = state.handle(event)
        try carryOut(effects, generation: state.generation, by: by, note: note, in: work)
        return effects
    }

    /// Event numbers go on where no number of an earlier generation can be, so that nobody who reads on from a cursor
    /// takes one event for another or misses one. Secrets that were made and not used may have been used since.
    private static func skipAhead(generation: Int64, reason: RecoveryState.Reason, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            INSERT INTO event (id, kind, subject, owner, at, data)
            SELECT max((SELECT coalesce(max(id), 0) FROM event), $floor) + 1, $kind, $number, $owner, $at, $data
            """,
            [
                "floor": .integer((generation - 1) << eventBits), "kind": .text(EventKind.recoveryStarted.rawValue),
                "number": .text(String(generation)), "owner": .text(Owner.operator),
                "at": .integer(work.now.milliseconds),
                "data": .text(String(decoding: try StrictJSON.encode(["reason": reason.rawValue]), as: UTF8.self)),
            ]
        )
        _ = try work.transaction.execute(
            "UPDATE enrolment_secret SET expires_at = $at - 1 WHERE used_at IS NULL AND expires_at >= $at",
            ["at": .integer(work.now.milliseconds)]
        )
        try ProductRepository.skipAhead(by: skippedNumbers, in: work)
    }

    /// More serials of one product than are granted between a backup and its restore.
    private static let skippedNumbers: Int64 = 1_000_000
    private static let eventBits: Int64 = 40

    private static func tell(
        _ reason: RecoveryState.Reason,
        _ generation: Int64,
        subject: String,
        machines: [String],
        in work: Work
    ) throws {
        let cause =
            reason == .machineAhead
            ? "Machine \(subject) knows of commands or receipts that this database does not have, so the database is an"
                + " older one."
            : "The database was restored or copied."
        try AlarmBook.raise(
            .recovering,
            subject: "generation \(generation)",
            owner: Owner.operator,
            text: cause
                + " Nothing is sold until each of \(machines.count) machines has told what it did, or is closed:"
                + " see GET /v1/recovery. Count the lanes; compare refunds and prices with what was done since.",
            in: work
        )
    }

    private static func carryOut(
        _ effects: [RecoveryState.Effect],
        generation: Int64,
        by: String?,
        note: String?,
        in work: Work
    ) throws {
        for effect in effects {
            switch effect {
            case .stands(let machine, let standing):
                try store(machine, standing, generation: generation, by: by, note: note, in: work)
            case .finished: try close(generation, by: by, note: note, in: work)
            case .ignored: break
            }
        }
    }

    private static func store(
        _ machine: String,
        _ standing: RecoveryState.Standing,
        generation: Int64,
        by: String?,
        note: String?,
        in work: Work
    ) throws {
        let isClosed = standing == .closed
        _ = try work.transaction.execute(
            """
            INSERT INTO recovery_machine (machine, generation, standing, taken_up, missing, recovered, changed_at)
            VALUES ($machine, $generation, $standing, 0, 0, 0, $at)
            ON CONFLICT (machine) DO UPDATE SET generation = $generation, standing = $standing, changed_at = $at,
                closed_by = $by, note = $note,
                missing = CASE generation WHEN $generation THEN missing ELSE 0 END,
                recovered = CASE generation WHEN $generation THEN recovered ELSE 0 END
            """,
            [
                "machine": .text(machine), "generation": .integer(generation), "standing": .text(standing.rawValue),
                "at": .integer(work.now.milliseconds), "by": .text(isClosed ? by : nil),
                "note": .text(isClosed ? note : nil),
            ]
        )
        try EventLog.append(
            .recoveryMachine,
            subject: machine,
            owner: Owner.operator,
            data: decision(["generation": String(generation), "standing": standing.rawValue], by: by, note: note),
            in: work
        )
    }

    private static func close(_ generation: Int64, by: String?, note: String?, in work: Work) throws {
        try end(generation, by: by, note: note, in: work)
        try EventLog.append(
            .recoveryFinished,
            subject: String(generation),
            owner: Owner.operator,
            data: decision(["generation": String(generation)], by: by, note: note),
            in: work
        )
    }

    /// Stores that nobody waits for anything in this generation any more.
    private static func end(_ generation: Int64, by: String?, note: String?, in work: Work) throws {
        _ = try work.transaction.execute(
            "UPDATE generation SET closed_at = $at, closed_by = $by, note = $note WHERE number = $number",
            [
                "at": .integer(work.now.milliseconds), "by": .text(by), "note": .text(note),
                "number": .integer(generation),
            ]
        )
    }

    /// An event's data, with whoever decided it: without a `by` nobody did.
    private static func decision(_ data: [String: String], by: String?, note: String?) -> [String: String] {
        guard let by else { return data }
        return data.merging(["by": by, "note": note ?? ""]) { first, _ in first }
    }
}
