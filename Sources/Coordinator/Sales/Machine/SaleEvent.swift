/// What can happen to a sale.
package enum SaleEvent: Hashable, Sendable {
    /// What a machine's receipt says about the command.
    package enum Outcome: String, Hashable, Codable, Sendable, CaseIterable {
        /// Delivered: the drop was seen.
        case finished
        /// Tried and not delivered.
        case failed
        /// Refused by an interlock or a limit, never started.
        case cannotStart
        /// The command's time was over before it started.
        case expired
        /// Started, and nobody can tell how it ended.
        case inDoubt
    }

    /// What a person says about goods in doubt.
    package enum Resolution: String, Hashable, Codable, Sendable, CaseIterable {
        /// The customer has the goods.
        case delivered
        /// The customer does not have the goods.
        case notDelivered
    }

    /// A rail saw a payment for this sale, or learned more about one.
    case sighting(PaymentSighting)
    /// The quote's end has come.
    case quoteExpired
    /// The time to wait for confirmations is over.
    case confirmationDeadline
    /// The rail is about to give the hold back. Scheduled after the command's `exp` plus the longest delivery.
    case holdDeadline
    /// The machine has the command on disk.
    case commandAccepted
    /// The command's `exp` plus the longest delivery are over and no receipt came.
    case deliveryOverdue
    /// The machine's word about the command.
    case receipt(Outcome)
    /// The machine's journal is gone, or the machine was quarantined for good.
    case machineLost
    /// A person decides what is in doubt.
    case resolve(Resolution)
    /// A person paid back so many minor units of what is owed.
    case refundPaid(amountMinor: Int64)
    /// A person made all that is owed the customer's credit.
    case refundCredited
    /// A person accepts that money is missing.
    case writeOff
}
