/// Folds a rail's sightings of one order into its payments and their sums. Repeats change nothing, and sightings may
/// come in any order: the largest sequence of each payment wins.
package struct PaymentMatcher: Hashable, Codable, Sendable {
    /// What a sighting did.
    package enum Fold: String, Hashable, Sendable {
        /// A payment not seen before.
        case new
        /// Newer word of a known payment.
        case advanced
        /// The same word again.
        case repeated
        /// Older than what is known.
        case stale
        /// A known payment with another amount: refused, because a payment's amount can't change.
        case amountChanged
        /// An amount that is not positive or above `maximumAmountMinor`: refused.
        case badAmount
        /// More payments than an order may have: refused.
        case tooMany
    }

    /// The sums of an order's payments, in minor units. Late payments are left out: they pay for nothing.
    package struct Totals: Hashable, Codable, Sendable {
        /// Seen, not final.
        package var unconfirmedMinor: Int64 = 0
        /// Held by the rail.
        package var heldMinor: Int64 = 0
        /// Ours by policy.
        package var finalMinor: Int64 = 0

        /// No payments.
        package init() {}

        /// What a sale may be dispatched on.
        package var securedMinor: Int64 { heldMinor + finalMinor }
        /// Everything that is on its way.
        package var seenMinor: Int64 { securedMinor + unconfirmedMinor }
    }

    /// The most payments one order may have. With `maximumAmountMinor` it keeps every sum inside Int64.
    package static let maximumPayments = 256

    /// The largest amount of one payment: 2^54 minor units.
    package static let maximumAmountMinor: Int64 = 1 << 54

    /// The payments, by reference.
    package var payments: [Payment] = []

    /// A matcher without payments.
    package init() {}

    /// Takes in a sighting; `late` counts only for a payment not seen before.
    package mutating func fold(_ sighting: PaymentSighting, late: Bool = false) -> Fold {
        guard let index = payments.firstIndex(where: { $0.reference == sighting.reference }) else {
            guard (1...Self.maximumAmountMinor).contains(sighting.amountMinor) else { return .badAmount }
            guard payments.count < Self.maximumPayments else { return .tooMany }
            let place = payments.firstIndex { $0.reference > sighting.reference } ?? payments.endIndex
            payments.insert(Payment(sighting, late: late), at: place)
            return .new
        }
        guard payments[index].amountMinor == sighting.amountMinor else { return .amountChanged }
        guard sighting.sequence > payments[index].sequence else {
            return sighting.sequence == payments[index].sequence ? .repeated : .stale
        }
        payments[index].sequence = sighting.sequence
        if payments[index].state == sighting.state, payments[index].confirmations == sighting.confirmations {
            return .repeated
        }
        payments[index].state = sighting.state
        payments[index].confirmations = sighting.confirmations
        return .advanced
    }

    /// The sums for an order of `orderMinor` under a policy.
    package func totals(policy: ConfirmationPolicy, orderMinor: Int64) -> Totals {
        var totals = Totals()
        for payment in payments where !payment.late && payment.booking != .released {
            switch policy.standing(of: payment, orderMinor: orderMinor) {
            case .unconfirmed: totals.unconfirmedMinor += payment.amountMinor
            case .held: totals.heldMinor += payment.amountMinor
            case .final: totals.finalMinor += payment.amountMinor
            case .gone: break
            }
        }
        return totals
    }
}
