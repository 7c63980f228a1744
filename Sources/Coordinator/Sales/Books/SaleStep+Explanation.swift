extension SaleStep {
    /// When it is made, in one sentence, for the documentation and for operators.
    package var explanation: String {
        switch self {
        case .holdPlaced: "The rail holds a payment for an open sale."
        case .holdCaptured: "Delivered, or the rail settled by itself: a held payment is taken."
        case .holdReleased: "Not delivered, not enough, or the hold is gone: nothing is taken."
        case .paymentReceived: "A payment is deep enough for its amount."
        case .paymentReversed: "The chain took a payment back before a command was issued."
        case .dispatched: "The price is secured and the command issued: the price is set aside."
        case .delivered: "A receipt or a person says that it was delivered."
        case .dispatchVoided: "A receipt or a person says that it was not. Never a timeout."
        case .undelivered: "What was paid for goods that did not come is owed back."
        case .overpaid: "More than the price was paid in time: the customer's credit."
        case .expiredUnderpaid: "Too little came before the quote's end, or before the machine was lost."
        case .latePayment: "Paid after the quote's end, or for a sale that is over."
        case .refundPaid: "A person paid back what was owed."
        case .refundCredited: "A person made what was owed the customer's credit."
        case .refundCancelled: "The chain took back a payment that was still owed to the customer."
        case .reorgLoss: "The chain took back a payment after goods, a command or a refund were given for it."
        case .lossRecovered: "Money that was lost came after all, by the same payment or another."
        case .holdSuspended: "A hold is gone while the outcome is unknown: its amount waits in suspense."
        case .suspenseCharged: "Delivered though the hold was gone."
        case .suspenseReleased: "Not delivered, or the rail settled the hold after all."
        case .suspenseRecovered: "What was delivered without a hold is paid after all."
        case .suspenseWrittenOff: "A person accepts that it will not be paid."
        case .roundingCollected:
            "Remainders below the minor unit came to a whole unit. Made by the books, not by one sale."
        case .unclaimedReceived: "After a restore, a payment came for an order that the database does not know."
        case .unclaimedReversed: "The chain took such a payment back before it was settled."
        case .unclaimedSold: "A person found that such a payment was for goods that were delivered."
        case .unclaimedRefunded: "A person paid such a payment back."
        }
    }
}
