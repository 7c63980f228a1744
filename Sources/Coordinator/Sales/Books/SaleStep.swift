/// The steps of a sale that move money. `PostingTable` says which accounts each one moves it between.
package enum SaleStep: String, Hashable, Codable, Sendable, CaseIterable {
    /// The rail holds a payment.
    case holdPlaced
    /// A held payment is taken.
    case holdCaptured
    /// A held payment is given back.
    case holdReleased
    /// A payment is ours by policy.
    case paymentReceived
    /// The chain took a payment back before anything was given for it.
    case paymentReversed
    /// The command was issued.
    case dispatched
    /// Delivered.
    case delivered
    /// Not delivered: the price is no longer set aside.
    case dispatchVoided
    /// What was paid for goods that did not come is owed back.
    case undelivered
    /// More than the price was paid in time.
    case overpaid
    /// Too little was paid before the quote's end.
    case expiredUnderpaid
    /// Paid after the quote's end, or after the sale was over.
    case latePayment
    /// What was owed is paid back.
    case refundPaid
    /// What was owed becomes credit.
    case refundCredited
    /// The chain took a payment back while it was owed to the customer.
    case refundCancelled
    /// The chain took a payment back after something was given for it.
    case reorgLoss
    /// Lost money came after all.
    case lossRecovered
    /// A hold is gone and the outcome unknown: its amount waits in suspense.
    case holdSuspended
    /// Delivered without a hold.
    case suspenseCharged
    /// Not delivered, or paid after all.
    case suspenseReleased
    /// What was delivered without a hold is paid after all.
    case suspenseRecovered
    /// A person accepts that it will not be paid.
    case suspenseWrittenOff
    /// Remainders below the minor unit that add up to whole units.
    case roundingCollected
    /// A payment for an order that this database does not know.
    case unclaimedReceived
    /// The chain took such a payment back.
    case unclaimedReversed
    /// Such a payment was for goods that were delivered.
    case unclaimedSold
    /// Such a payment was paid back.
    case unclaimedRefunded
}
