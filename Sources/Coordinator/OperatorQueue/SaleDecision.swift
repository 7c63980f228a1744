import Database

/// What a person decides about a sale, and its audit.
package struct SaleDecision: Sendable {
    let desk: SaleDesk

    /// Makes one for the sales of a desk.
    package init(desk: SaleDesk) { self.desk = desk }

    /// Tells the sale and refuses with words when that changes nothing.
    package func apply(_ event: SaleEvent, to sale: String, note: String, by: String, in work: Work) throws
        -> SaleRecord
    {
        let change = try desk.apply(event, to: sale, in: work)
        if let reason = change.ignored { throw CoordinatorError(.conflict, Self.words(reason, sale)) }
        try EventLog.append(
            .saleResolved,
            subject: sale,
            owner: change.record.owner,
            data: ["by": by, "act": Self.act(event), "note": note, "money": change.record.state.money.rawValue],
            traceparent: change.record.traceparent,
            in: work
        )
        return change.record
    }

    /// A refund was paid outside: `reference` says which payment, and the same reference counts once.
    /// - Parameter amountMinor: how much; all that is owed when nil.
    package func refunded(
        _ sale: String,
        reference: String,
        amountMinor: Int64?,
        by: String,
        in work: Work
    ) throws -> SaleRecord {
        let record = try SaleRepository.get(sale, in: work)
        let known = try work.transaction.first(
            "SELECT amount_minor FROM refund WHERE sale = $sale AND reference = $reference",
            ["sale": .text(sale), "reference": .text(reference)]
        )
        if let known {
            guard try amountMinor == nil || known.int64("amount_minor") == amountMinor else {
                throw CoordinatorError(
                    .conflict,
                    "Refund \(reference) of this sale is booked with \(try known.int64("amount_minor")) minor units."
                )
            }
            return record
        }
        let amount = amountMinor ?? record.state.refundDueMinor
        let after = try apply(.refundPaid(amountMinor: amount), to: sale, note: reference, by: by, in: work)
        _ = try work.transaction.execute(
            "INSERT INTO refund (sale, reference, amount_minor, by, at) VALUES ($sale, $reference, $amount, $by, $at)",
            [
                "sale": .text(sale), "reference": .text(reference), "amount": .integer(amount), "by": .text(by),
                "at": .integer(work.now.milliseconds),
            ]
        )
        return after
    }

    /// What the audit calls a person's decision.
    private static func act(_ event: SaleEvent) -> String {
        switch event {
        case .resolve(let resolution): resolution.rawValue
        case .refundPaid: "refunded"
        case .refundCredited: "credited"
        case .writeOff: "writtenOff"
        default: "unknown"
        }
    }

    private static func words(_ reason: IgnoredReason, _ sale: String) -> String {
        switch reason {
        case .noCommand: "Sale \(sale) never had a command, so there is nothing in doubt."
        case .machineMayStillRun: "The machine may still deliver sale \(sale). Wait until it is in the queue."
        case .outcomeKnown: "The outcome of sale \(sale) is already known; see GET /v1/sales/\(sale)."
        case .nothingOwed: "Nothing is owed for sale \(sale)."
        case .moreThanOwed: "That is more than is owed for sale \(sale)."
        case .nothingMissing: "No money is missing for sale \(sale)."
        default: "Sale \(sale) can't take this now: \(reason.rawValue)."
        }
    }
}
