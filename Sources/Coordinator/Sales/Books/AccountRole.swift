/// What an account of one owner and asset is for.
package enum AccountRole: String, Hashable, Codable, Sendable, CaseIterable {
    /// The money a rail has for us.
    case rail
    /// What customers paid towards open orders.
    case order
    /// What was sold.
    case sales
    /// What customers may spend later.
    case credit
    /// What must be paid back.
    case refundDue
    /// What was delivered, or may have been, after the customer was released.
    case suspense
    /// Remainders below the minor unit.
    case rounding
    /// What a reorganisation took back, and what a person gave up.
    case loss
    /// What came for orders that this database does not know.
    case unclaimed
}
