/// One observed payment on a rail, as it stands now.
package struct RailSighting: Hashable, Codable, Sendable {
    /// Where a payment stands. `poll` may skip states, never the last one.
    package enum State: Hashable, Codable, Sendable {
        /// Seen, not confirmed. Next: any.
        case pending

        /// The money is here, `confirmations` deep. Next: `pending`, `replaced` or `removed` after a reorganisation.
        case confirmed

        /// The payer cannot take it back and it is not ours yet. Next: `confirmed` by capture, `released` by release.
        case held

        /// Given back to the payer after being held. Final.
        case released

        /// Another payment spends the same money: `by` is its transaction, nil where the rail cannot know it (the other
        /// one pays somebody else). Next: `confirmed`, should the chain take this one after all.
        case replaced(by: String?)

        /// Gone: reorganised out of the chain, evicted or forgotten, without a known replacement. Next: any.
        case removed
    }

    /// Names this payment on its rail for ever: `txid:vout` on a chain. The key to recognise a repetition by.
    package var reference: String

    /// Where it was paid to, as in `PaymentDestination.address`.
    package var address: String

    /// The amount exactly as the rail wrote it, in whole units, e.g. `"0.30000000"`.
    package var amountText: String

    /// The amount in minor units, rounded down.
    package var amountMinor: Int64

    /// What rounding down left out, in whole units, e.g. `"0.004"`; nil when nothing was.
    package var remainderText: String?

    /// 0 while not confirmed.
    package var confirmations: Int

    /// The block that confirmed it; nil while not confirmed, or where the rail has no blocks.
    package var blockHash: String?

    /// Where it stands.
    package var state: State

    /// Whether it openly signals that it may be replaced (BIP125). False proves nothing: nodes replace without the
    /// signal.
    package var replaceable: Bool

    /// Makes a sighting of `amountText`, rounded down to the asset's minor unit. Throws `badAmount`.
    package init(
        reference: String,
        address: String,
        amountText: String,
        asset: RailAsset,
        confirmations: Int,
        blockHash: String? = nil,
        state: State,
        replaceable: Bool = false
    ) throws(RailError) {
        let amount = try RailAmount(text: amountText, decimals: asset.decimals)
        self.reference = reference
        self.address = address
        self.amountText = amountText
        self.amountMinor = amount.minor
        self.remainderText = amount.remainderText
        self.confirmations = confirmations
        self.blockHash = blockHash
        self.state = state
        self.replaceable = replaceable
    }
}
