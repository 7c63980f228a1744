/// The facts of a sale that go to the event log.
package enum SaleLogEntry: String, Hashable, Codable, Sendable, CaseIterable {
    /// Quoted, one unit reserved.
    case quoted
    /// A payment was seen, or its standing changed.
    case paymentSighted
    /// The quote ended while the price was seen: waiting for confirmations.
    case waitingForConfirmations
    /// Closed unpaid.
    case expired
    /// Closed because the machine is lost.
    case cancelled
    /// The command was issued.
    case dispatched
    /// The machine has the command.
    case commandAccepted
    /// Delivered.
    case delivered
    /// Not delivered.
    case failed
    /// Never started.
    case notStarted
    /// Outcome unknown.
    case inDoubt
    /// The customer's hold was given back before the outcome was known.
    case customerReleased
    /// A person decided that it was delivered.
    case resolvedDelivered
    /// A person decided that it was not delivered.
    case resolvedNotDelivered
    /// The chain took a payment back.
    case paymentReversed
    /// Missing money came after all.
    case moneyRecovered
    /// A refund was paid.
    case refundPaid
    /// A refund became credit.
    case refundCredited
    /// A person accepted that money is missing.
    case writtenOff
}
