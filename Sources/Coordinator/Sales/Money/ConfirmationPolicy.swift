/// How deep a payment must be buried before it counts as ours, by its size: a coffee may ride on one confirmation, a
/// large amount waits for six.
package struct ConfirmationPolicy: Hashable, Codable, Sendable {
    /// One step of the policy.
    package struct Threshold: Hashable, Codable, Sendable {
        /// Amounts up to this, in minor units and included, need `confirmations`.
        package var upToMinor: Int64

        /// How many confirmations.
        package var confirmations: Int64

        /// Makes a step.
        package init(upToMinor: Int64, confirmations: Int64) {
            self.upToMinor = upToMinor
            self.confirmations = confirmations
        }
    }

    /// The steps, smallest amount first.
    package let thresholds: [Threshold]

    /// What amounts above every step need.
    package let beyond: Int64

    /// Makes a policy; the steps may come in any order.
    package init(thresholds: [Threshold], beyond: Int64) {
        self.thresholds = thresholds.sorted { $0.upToMinor < $1.upToMinor }
        self.beyond = beyond
    }

    /// For rails whose `confirmed` is final at once, such as the sandbox and Lightning.
    package static let immediate = ConfirmationPolicy(thresholds: [], beyond: 0)

    /// The confirmations an amount in minor units needs.
    package func confirmations(forMinor amountMinor: Int64) -> Int64 {
        thresholds.first { amountMinor <= $0.upToMinor }?.confirmations ?? beyond
    }

    /// Where a payment stands for an order of `orderMinor`. The larger of the two amounts decides, so that nobody earns
    /// a large credit on a small order's confirmations. A pending payment is never final: no flag proves it can't be
    /// replaced.
    package func standing(of payment: Payment, orderMinor: Int64) -> PaymentStanding {
        switch payment.state {
        case .pending: .unconfirmed
        case .held: .held
        case .released, .replaced, .removed: .gone
        case .confirmed:
            payment.confirmations >= confirmations(forMinor: max(orderMinor, payment.amountMinor))
                ? .final : .unconfirmed
        }
    }
}
