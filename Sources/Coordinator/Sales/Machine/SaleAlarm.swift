/// What a person must see about a sale.
package enum SaleAlarm: String, Hashable, Codable, Sendable, CaseIterable {
    /// A delivery failed or is in doubt: the lane is not sold from until a person clears it.
    case laneFaulted
    /// The outcome of a command is unknown.
    case deliveryInDoubt
    /// No receipt came in time.
    case deliveryOverdue
    /// The machine was lost while this sale was open.
    case machineLost
    /// The hold ended before the outcome was known: the customer is released, the price is in suspense.
    case holdDeadlineReached
    /// The rail gave a hold back by itself before the outcome was known.
    case holdLost
    /// Delivered after the customer was released.
    case deliveredUnpaid
    /// The chain took back a payment after goods or a command were given for it.
    case paymentReversedAfterDispatch
    /// The chain took back a payment that was already refunded.
    case paymentReversedAfterRefund
    /// A receipt came for a sale that never had a command.
    case receiptWithoutCommand
    /// A receipt came after a person decided, and agrees.
    case receiptAfterResolution
    /// A receipt says otherwise than what the sale was settled on.
    case receiptContradictsSale
    /// A rail reports another amount for a known payment.
    case paymentAmountChanged
    /// A rail reports an amount no payment can have.
    case paymentAmountBad
    /// An order got more payments than are kept.
    case tooManyPayments
}
