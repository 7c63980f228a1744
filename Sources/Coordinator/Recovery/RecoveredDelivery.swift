import Database

/// A delivery that a lost generation of this database commanded, for a sale that this one has as unpaid. It waits until
/// the payment is seen here too; then the sale takes its command and its outcome at once. The table
/// `recovered_delivery`.
struct RecoveredDelivery: Sendable {
    /// The sale.
    let sale: String
    /// The lost command.
    let command: String
    /// What the machine reported.
    let outcome: SaleEvent.Outcome

    /// The delivery that waits for the payment of `sale`.
    static func find(_ sale: String, in work: Work) throws -> RecoveredDelivery? {
        let row = try work.transaction.first(
            "SELECT command, outcome FROM recovered_delivery WHERE sale = $sale",
            ["sale": .text(sale)]
        )
        guard let row, let outcome = SaleEvent.Outcome(rawValue: try row.text("outcome")) else { return nil }
        return RecoveredDelivery(sale: sale, command: try row.text("command"), outcome: outcome)
    }

    /// Keeps it until the payment is seen.
    func keep(machine: String, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            INSERT INTO recovered_delivery (sale, command, machine, outcome, at)
            VALUES ($sale, $command, $machine, $outcome, $at)
            """,
            [
                "sale": .text(sale), "command": .text(command), "machine": .text(machine),
                "outcome": .text(outcome.rawValue), "at": .integer(work.now.milliseconds),
            ]
        )
    }

    /// It is settled.
    func remove(in work: Work) throws {
        _ = try work.transaction.execute("DELETE FROM recovered_delivery WHERE sale = $sale", ["sale": .text(sale)])
    }
}
