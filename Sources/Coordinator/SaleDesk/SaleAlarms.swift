/// What a person reads when a sale raises an alarm: what happened, to what, and what to do next.
enum SaleAlarms {
    static func raise(_ alarm: SaleAlarm, of record: SaleRecord, obstacle: String?, in work: Work) throws {
        let (code, subject) = filing(alarm, record, isCancelled: obstacle != nil)
        let text =
            obstacle.map {
                "Sale \(record.id) was paid and its command not sent: \($0) The payment is given or owed back."
            } ?? text(alarm, record)
        try AlarmBook.raise(code, subject: subject, owner: record.owner, text: text, in: work)
    }

    private static func filing(
        _ alarm: SaleAlarm,
        _ record: SaleRecord,
        isCancelled: Bool
    ) -> (AlarmCode, subject: String) {
        switch alarm {
        case .laneFaulted: (.laneFaulted, "\(record.place)/\(record.lane)")
        case .machineLost where isCancelled: (.commandRefused, record.id)
        case .deliveryInDoubt, .deliveryOverdue, .machineLost: (.saleInDoubt, record.id)
        case .holdDeadlineReached, .holdLost, .deliveredUnpaid: (.holdDeadline, record.id)
        case .paymentReversedAfterDispatch, .paymentReversedAfterRefund: (.paymentReversed, record.id)
        case .receiptWithoutCommand, .receiptAfterResolution, .receiptContradictsSale: (.lateReceipt, record.id)
        case .paymentAmountChanged, .paymentAmountBad, .tooManyPayments: (.railRefused, record.id)
        }
    }

    private static func text(_ alarm: SaleAlarm, _ record: SaleRecord) -> String {
        let sale = "Sale \(record.id) at \(record.place), lane \(record.lane)"
        return switch alarm {
        case .laneFaulted:
            "A delivery from lane \(record.lane) at \(record.place) failed or is in doubt. Nothing is sold from it"
                + " until a person looks into it and clears the fault."
        case .deliveryInDoubt:
            "\(sale): the machine can't tell whether it delivered. Look at the lane, then resolve the sale."
        case .deliveryOverdue:
            "\(sale): no receipt came in time. Get the machine back on line, or look at the lane and resolve the sale."
        case .machineLost:
            "\(sale): the machine lost its journal before it answered. Look at the lane, then resolve the sale."
        case .holdDeadlineReached:
            "\(sale): the hold ended before the outcome was known. The customer was released; the price is in suspense."
        case .holdLost:
            "\(sale): the rail gave the hold back by itself before the outcome was known. The price is in suspense."
        case .deliveredUnpaid:
            "\(sale): delivered after the hold was gone. Collect another way, or write the amount off."
        case .paymentReversedAfterDispatch:
            "\(sale): the chain took the payment back after goods or a command were given for it. Wait for it to"
                + " confirm again, or write it off."
        case .paymentReversedAfterRefund:
            "\(sale): the chain took back a payment that was already refunded or credited. Wait, or write it off."
        case .receiptWithoutCommand:
            "\(sale): a receipt came though no command was ever issued. Look at the machine's events."
        case .receiptAfterResolution:
            "\(sale): the machine's receipt came after a person decided, and agrees."
        case .receiptContradictsSale:
            "\(sale): a receipt says otherwise than what the sale was settled on. Compare the machine with the books."
        case .paymentAmountChanged:
            "\(sale): rail \(record.rail) reports another amount for a known payment; it was refused."
        case .paymentAmountBad:
            "\(sale): rail \(record.rail) reports an amount that no payment can have; it was refused."
        case .tooManyPayments: "\(sale): more payments came than one order may have; the rest is not counted."
        }
    }
}
