/// What a rail can promise. The caller chooses its policy from this, never from the rail's name.
package struct RailCapabilities: Hashable, Sendable {
    /// When a payment can no longer be taken back by the payer.
    package enum Finality: Hashable, Sendable {
        /// As soon as it is seen as `confirmed`.
        case immediate

        /// After as many confirmations as the caller's policy asks for the amount.
        /// `trackedDepth`: a payment is repeated by `poll` until it has been seen with at least this many
        /// confirmations, so a policy may ask for at most this many.
        case confirmations(trackedDepth: Int)
    }

    /// Payments arrive `held` and wait for `capture` or `release`.
    package var canHold: Bool

    /// When a payment is final.
    package var finality: Finality

    /// Whether `poll` can never skip a payment, however long nobody polled.
    package var hasLosslessCursor: Bool

    /// Every property, in order.
    package init(canHold: Bool, finality: Finality, hasLosslessCursor: Bool) {
        self.canHold = canHold
        self.finality = finality
        self.hasLosslessCursor = hasLosslessCursor
    }
}
