/// What one payment is worth to its sale.
package enum PaymentStanding: String, Hashable, Codable, Sendable, CaseIterable {
    /// Seen, but it may still be replaced or is not buried deep enough.
    case unconfirmed

    /// The rail holds it: ours by capture, the customer's by release.
    case held

    /// Ours by policy.
    case final

    /// Released, replaced or removed: worth nothing.
    case gone
}
