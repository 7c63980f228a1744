/// One payment of a sale: the newest sighting of it, and where the books have its money.
package struct Payment: Hashable, Codable, Sendable {
    /// Where the books have this payment's money.
    package enum Booking: String, Hashable, Codable, Sendable, CaseIterable {
        /// Nowhere yet, or no longer.
        case none
        /// A pending transfer from the rail to the order. Next: `received` by capture, `released`, `suspended`, `none`.
        case hold
        /// A pending transfer from suspense to the order, in the place of a hold that is gone. Next: `released`,
        /// `received`.
        case suspended
        /// Posted from the rail. Next: `none`, when the chain takes it back.
        case received
        /// A hold given back, or asked to be given back. Next: `received`, should the rail settle it after all.
        case released
    }

    /// Names the payment on its rail for ever.
    package let reference: String

    /// How much, in minor units; never changes.
    package let amountMinor: Int64

    /// Where the newest sighting has it.
    package var state: PaymentSighting.State

    /// How deep the newest sighting has it.
    package var confirmations: Int64

    /// The sequence of the newest sighting.
    package var sequence: Int64

    /// First seen after the quote's end: its money is owed back, it pays for nothing.
    package let late: Bool

    /// Where the books have it.
    package var booking: Booking

    /// How often its money came and went; makes the transfer ids of each time distinct.
    package var cycle: Int64

    /// A payment at its first sighting.
    package init(_ sighting: PaymentSighting, late: Bool) {
        reference = sighting.reference
        amountMinor = sighting.amountMinor
        state = sighting.state
        confirmations = sighting.confirmations
        sequence = sighting.sequence
        self.late = late
        booking = .none
        cycle = 0
    }
}
