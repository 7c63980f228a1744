import Database

extension RecoveryBook {
    /// The newest generation and its recovery, for operators.
    package static func view(in work: Work) throws -> RecoveryView {
        let row = try work.transaction.first("SELECT * FROM generation ORDER BY number DESC LIMIT 1")
        guard let row else { throw CoordinatorError(.unexpected, "The database has no generation; restore a backup.") }
        let number = try row.int64("number")
        let closedAt = try row.optionalInt64("closed_at")
        let machines = try machines(of: number, in: work)
        let awaited = machines.filter { RecoveryState.Standing(rawValue: $0.standing)?.isAwaited ?? false }
        return RecoveryView(
            generation: number,
            reason: try row.text("reason"),
            subject: try row.text("subject"),
            open: closedAt == nil,
            text: words(isOpen: closedAt == nil, awaited: awaited.count, of: machines.count),
            startedAt: try row.int64("started_at"),
            closedAt: closedAt,
            closedBy: try row.optionalText("closed_by"),
            note: try row.optionalText("note"),
            machines: machines,
            unclaimedPayments: try count(
                "SELECT count(*) AS total FROM unclaimed_payment WHERE state IN ('seen', 'booked')",
                in: work
            ),
            deliveriesWithoutPayment: try count("SELECT count(*) AS total FROM recovered_delivery", in: work)
        )
    }

    private static func machines(of generation: Int64, in work: Work) throws -> [RecoveryView.MachineView] {
        try work.transaction.rows(
            "SELECT * FROM recovery_machine WHERE generation = $generation ORDER BY machine",
            ["generation": .integer(generation)]
        ).map { row in
            let standing = try row.text("standing")
            return RecoveryView.MachineView(
                machine: try row.text("machine"),
                standing: standing,
                text: RecoveryState.Standing(rawValue: standing)?.words ?? "",
                missingReceipts: try row.int64("missing"),
                recoveredDeliveries: try row.int64("recovered"),
                changedAt: try row.int64("changed_at"),
                closedBy: try row.optionalText("closed_by"),
                note: try row.optionalText("note")
            )
        }
    }

    private static func words(isOpen: Bool, awaited: Int, of total: Int) -> String {
        guard isOpen else { return "Nothing is being recovered." }
        return "Nothing is sold: \(awaited) of \(total) machines have not told yet what they did since the backup."
            + " Get them back on line, or close those that will not come."
    }

    private static func count(_ sql: String, in work: Work) throws -> Int64 {
        try work.transaction.first(sql)?.int64("total") ?? 0
    }
}
