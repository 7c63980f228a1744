/// What the reasons of the operators' queue are called, and what to do about each.
enum QueueWords {
    /// E.g. `2 deliveries are in doubt`.
    static func title(_ reason: QueueReason, count: Int64) -> String {
        let (one, many) = titles(reason)
        return count == 1 ? "1 \(one)" : "\(count) \(many)"
    }

    /// What it is called in a list.
    static func name(_ reason: QueueReason) -> String {
        switch reason {
        case .inDoubt: "Delivery in doubt"
        case .noReceipt: "No answer from the machine"
        case .machineLost: "The machine's journal is gone"
        case .customerReleased: "The hold ended before the outcome was known"
        case .deliveredUnpaid: "Delivered without payment"
        case .paymentReversed: "The payment was taken back"
        case .refundDue: "Refund due"
        }
    }

    /// What a person does next.
    static func step(_ reason: QueueReason) -> String {
        switch reason {
        case .inDoubt, .machineLost: "Look into the lane, then say whether it was delivered."
        case .noReceipt: "Get the machine back on line, or look into the lane and say whether it was delivered."
        case .customerReleased: "Look into the lane, then say whether it was delivered."
        case .deliveredUnpaid: "Collect the price another way, or write it off."
        case .paymentReversed: "Wait for the payment to come again, or write it off."
        case .refundDue: "Pay it back and book the payment's reference, or keep it as the customer's credit."
        }
    }

    /// The queue that a reason belongs to.
    static func queue(_ reason: QueueReason) -> SaleQueue {
        [SaleQueue.inDoubt, .refundsDue, .moneyMissing].first { $0.reasons.contains(reason) } ?? .all
    }

    private static func titles(_ reason: QueueReason) -> (one: String, many: String) {
        switch reason {
        case .inDoubt: ("delivery is in doubt", "deliveries are in doubt")
        case .noReceipt: ("delivery was never answered", "deliveries were never answered")
        case .machineLost: ("sale lost its machine", "sales lost their machine")
        case .customerReleased:
            ("hold ended before its outcome was known", "holds ended before their outcome was known")
        case .deliveredUnpaid: ("delivery is unpaid", "deliveries are unpaid")
        case .paymentReversed: ("payment was taken back", "payments were taken back")
        case .refundDue: ("customer is owed money", "customers are owed money")
        }
    }
}
