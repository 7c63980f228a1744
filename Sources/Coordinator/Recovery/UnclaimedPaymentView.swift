/// A payment for an order that a lost generation made, as operators see it. Amounts are decimal texts of minor units.
package struct UnclaimedPaymentView: Codable, Sendable, Equatable {
    /// Its id.
    package let id: String
    /// By which rail.
    package let rail: String
    /// Its name on the rail.
    package let reference: String
    /// Where it was paid to.
    package let address: String
    /// What was paid.
    package let asset: String
    /// How much, in minor units.
    package let amount: String
    /// `seen`, `booked`, `sold` or `refunded`.
    package let state: String
    /// First seen by this generation, milliseconds since 1970.
    package let seenAt: Int64
    /// Who settled it.
    package let settledBy: String?
    /// What it was, in the words of who settled it.
    package let note: String?

    init(_ payment: UnclaimedPayment) {
        id = payment.id
        rail = payment.rail
        reference = payment.reference
        address = payment.address
        asset = payment.asset
        amount = String(payment.amountMinor)
        state = payment.state.rawValue
        seenAt = payment.seenAt
        settledBy = payment.settledBy
        note = payment.note
    }
}
