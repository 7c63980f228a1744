import Database
import Protocol

extension RecoveryBook {
    /// What the newest generation knows of one machine.
    static func standing(of machine: String, in work: Work) throws -> SessionAdmission.Generation {
        let number = try generation(in: work).number
        let row = try work.transaction.first(
            "SELECT generation, taken_up FROM recovery_machine WHERE machine = $machine",
            ["machine": .text(machine)]
        )
        return SessionAdmission.Generation(
            number: number,
            isAwaited: try row?.int64("generation") == number,
            isTakenUp: try row?.int64("taken_up") == number
        )
    }

    /// The machine was ahead and what it says holds from now on.
    static func takeUp(_ machine: String, in work: Work) throws {
        let number = try generation(in: work).number
        _ = try work.transaction.execute(
            """
            INSERT INTO recovery_machine (machine, generation, standing, taken_up, missing, recovered, changed_at)
            VALUES ($machine, $number, 'waiting', $number, 0, 0, $at)
            ON CONFLICT (machine) DO UPDATE SET taken_up = $number
            """,
            ["machine": .text(machine), "number": .integer(number), "at": .integer(work.now.milliseconds)]
        )
    }

    /// Whether a generation took the machine up: then it may answer commands that this database does not know.
    static func wasTakenUp(_ machine: String, in work: Work) throws -> Bool {
        try work.transaction.first(
            "SELECT machine FROM recovery_machine WHERE machine = $machine AND taken_up > 0",
            ["machine": .text(machine)]
        ) != nil
    }

    /// Whether a recovery goes on and this machine has not told all that it did.
    static func isReplaying(_ machine: String, in work: Work) throws -> Bool {
        guard try isOpen(in: work) else { return false }
        let standing = try state(in: work).machines[machine]
        return standing != .replayed && standing != .closed
    }

    /// A machine that is allowed in a later generation may have worked in one that is lost, so it belongs to this one.
    static func allowed(_ machine: String, in work: Work) throws {
        let generation = try generation(in: work)
        if generation.isOpen {
            try apply(.allowed(machine: machine), in: work)
        } else if generation.number > 1 {
            _ = try work.transaction.execute(
                """
                INSERT INTO recovery_machine (machine, generation, standing, taken_up, missing, recovered, changed_at,
                    closed_by, note)
                VALUES ($machine, $number, 'closed', 0, 0, 0, $at, '', 'allowed after the recovery')
                ON CONFLICT (machine) DO UPDATE SET generation = $number, standing = 'closed', changed_at = $at
                """,
                [
                    "machine": .text(machine), "number": .integer(generation.number),
                    "at": .integer(work.now.milliseconds),
                ]
            )
        }
    }

    /// The machine no longer has some receipts that this database never had. What they said is lost.
    static func missing(_ machine: MachineRecord, from first: Int64, through last: Int64, in work: Work) throws {
        let id = machine.id.description
        _ = try work.transaction.execute(
            "UPDATE recovery_machine SET missing = missing + $count WHERE machine = $machine",
            ["count": .integer(last - first + 1), "machine": .text(id)]
        )
        try EventLog.append(
            .receiptsMissing,
            subject: id,
            owner: machine.owner,
            data: ["from": String(first), "through": String(last)],
            in: work
        )
        try AlarmBook.raise(
            .receiptsMissing,
            subject: id,
            owner: machine.owner,
            text: "\(id) no longer has its receipts \(first) to \(last), and neither has this database. Count its lanes"
                + " and compare its deliveries with the payments by hand.",
            in: work
        )
    }

    /// Counts a delivery of which this database had no command.
    static func countRecovered(_ machine: String, in work: Work) throws {
        _ = try work.transaction.execute(
            "UPDATE recovery_machine SET recovered = recovered + 1 WHERE machine = $machine",
            ["machine": .text(machine)]
        )
    }
}
