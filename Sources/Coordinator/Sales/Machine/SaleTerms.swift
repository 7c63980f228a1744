/// What a sale was quoted at. Never changes.
package struct SaleTerms: Hashable, Codable, Sendable {
    /// The price in minor units of the quote's asset.
    package let priceMinor: Int64

    /// The quote's end, in wall milliseconds. Payments first seen at or after it are late.
    package let expiresAt: Int64

    /// Until when a sale whose price was seen in time waits for confirmations, in wall milliseconds.
    package let confirmationDeadlineAt: Int64

    /// When a payment is final.
    package let policy: ConfirmationPolicy

    /// Makes terms. The price must be positive and within `PaymentMatcher.maximumAmountMinor`, and the confirmation
    /// deadline not before the quote's end.
    package init(priceMinor: Int64, expiresAt: Int64, confirmationDeadlineAt: Int64, policy: ConfirmationPolicy) {
        precondition(
            (1...PaymentMatcher.maximumAmountMinor).contains(priceMinor),
            "a sale has a positive price within the limit of one payment"
        )
        precondition(
            confirmationDeadlineAt >= expiresAt,
            "a sale waits for confirmations at least as long as for payment"
        )
        self.priceMinor = priceMinor
        self.expiresAt = expiresAt
        self.confirmationDeadlineAt = confirmationDeadlineAt
        self.policy = policy
    }
}
