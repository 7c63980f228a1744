/// One observation of a payment, as the shell hands it to a sale: a rail's sighting with its place in the order of
/// observation.
package struct PaymentSighting: Hashable, Codable, Sendable {
    /// Where the rail says the payment stands.
    package enum State: String, Hashable, Codable, Sendable, CaseIterable {
        /// Seen, not confirmed.
        case pending
        /// Confirmed, `confirmations` deep.
        case confirmed
        /// The payer can't take it back, and it is not ours before capture.
        case held
        /// A hold was given back to the payer.
        case released
        /// Another payment spends the same money.
        case replaced
        /// Reorganised out, evicted or forgotten.
        case removed
    }

    /// Names the payment on its rail for ever: `txid:vout` on a chain.
    package var reference: String

    /// How much, in minor units of the quote's asset.
    package var amountMinor: Int64

    /// Where it stands.
    package var state: State

    /// How deep; 0 while not confirmed.
    package var confirmations: Int64

    /// The place in the rail's order of observation. Of two sightings of one payment the larger sequence is the truth,
    /// whichever arrives first.
    package var sequence: Int64

    /// When the rail saw it, in wall milliseconds. Decides whether the payment was in time.
    package var seenAt: Int64

    /// Makes a sighting.
    package init(
        reference: String,
        amountMinor: Int64,
        state: State,
        confirmations: Int64 = 0,
        sequence: Int64,
        seenAt: Int64
    ) {
        self.reference = reference
        self.amountMinor = amountMinor
        self.state = state
        self.confirmations = confirmations
        self.sequence = sequence
        self.seenAt = seenAt
    }
}
