/// The endings a sale may have; there are no others.
package enum SaleEnding: String, Hashable, Codable, Sendable, CaseIterable {
    /// Delivered and paid.
    case captured
    /// Not delivered, and nothing is owed.
    case released
    /// Not delivered, and paid back.
    case refunded
    /// Not delivered, and the money is the customer's credit.
    case credited
    /// Money is missing, and a person accepted it.
    case writtenOff
    /// In a person's queue, with the reasons.
    case withPerson
}
