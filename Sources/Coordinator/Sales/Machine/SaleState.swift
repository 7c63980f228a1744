/// Everything a sale remembers, as plain values to be stored in columns or JSON. Amounts are minor units of the quote's
/// asset and say how much of this sale's money each account has.
package struct SaleState: Hashable, Codable, Sendable {
    /// Why nobody knows the outcome.
    package enum Doubt: String, Hashable, Codable, Sendable, CaseIterable {
        /// The machine said so: its command started and has no outcome.
        case reported
        /// The command's time and the longest delivery are over, and no receipt came.
        case noReceipt
        /// The machine's journal is gone.
        case machineLost
    }

    /// What was quoted.
    package let terms: SaleTerms

    /// Where the money stands.
    package internal(set) var money: MoneyState = .quoted

    /// Where the goods stand.
    package internal(set) var goods: GoodsState = .reserved

    /// Why the outcome is unknown; nil unless the goods are in doubt.
    package internal(set) var doubt: Doubt?

    /// The payments.
    package internal(set) var matcher = PaymentMatcher()

    /// The quote ended while the price was seen and not final: the sale waits until the confirmation deadline.
    package internal(set) var isExtended = false

    /// A person decided the outcome, not a receipt.
    package internal(set) var isResolvedByPerson = false

    /// A person accepted what is in `lostMinor`.
    package internal(set) var isWrittenOff = false

    /// Posted to the order account, not yet moved on.
    package internal(set) var orderMinor: Int64 = 0

    /// The price, once delivered.
    package internal(set) var salesMinor: Int64 = 0

    /// Made the customer's credit.
    package internal(set) var creditMinor: Int64 = 0

    /// Owed to the customer.
    package internal(set) var refundDueMinor: Int64 = 0

    /// Paid back to the customer.
    package internal(set) var refundedMinor: Int64 = 0

    /// Taken back by the chain after it was spent, or given up.
    package internal(set) var lostMinor: Int64 = 0

    /// Delivered though the hold was gone.
    package internal(set) var suspendedMinor: Int64 = 0

    /// How many transfers carry a running number so far.
    package internal(set) var transferCount: Int64 = 0

    /// A sale that was just quoted.
    package init(terms: SaleTerms) {
        self.terms = terms
    }

    /// The payments, by reference.
    package var payments: [Payment] { matcher.payments }

    /// The payments' sums.
    package var totals: PaymentMatcher.Totals { matcher.totals(policy: terms.policy, orderMinor: terms.priceMinor) }

    /// What a person has to do about this sale; empty when nothing.
    package var queue: [QueueReason] {
        var reasons: [QueueReason] = []
        if goods == .inDoubt {
            switch doubt {
            case .noReceipt: reasons.append(.noReceipt)
            case .machineLost: reasons.append(.machineLost)
            case .reported, nil: reasons.append(.inDoubt)
            }
        }
        if hasSuspendedPayment { reasons.append(.customerReleased) }
        if suspendedMinor > 0 { reasons.append(.deliveredUnpaid) }
        if lostMinor > 0, !isWrittenOff { reasons.append(.paymentReversed) }
        if refundDueMinor > 0 { reasons.append(.refundDue) }
        return reasons
    }

    /// How the sale ended; nil while it goes on. A late payment can reopen an ended sale.
    package var ending: SaleEnding? {
        guard goods != .reserved, goods != .dispatched else { return nil }
        guard queue.isEmpty else { return .withPerson }
        return switch money {
        case .captured: .captured
        case .released: .released
        case .refunded: .refunded
        case .credited: .credited
        case .writtenOff: .writtenOff
        case .quoted, .partial, .seen, .held, .confirmed, .suspended, .reversed, .refundDue: nil
        }
    }

    /// Whether a hold is gone and its amount waits in suspense for the outcome.
    var hasSuspendedPayment: Bool { payments.contains { $0.booking == .suspended } }

    /// Whether the rail holds money for this sale.
    var hasHold: Bool { payments.contains { $0.booking == .hold } }

    /// The money state that the rest of the state amounts to.
    var moneyState: MoneyState {
        switch goods {
        case .reserved:
            let seenMinor = totals.seenMinor
            if seenMinor == 0 { return .quoted }
            return seenMinor < terms.priceMinor ? .partial : .seen
        case .dispatched, .inDoubt:
            if hasSuspendedPayment { return .suspended }
            if lostMinor > 0 { return isWrittenOff ? .writtenOff : .reversed }
            return hasHold ? .held : .confirmed
        case .delivered:
            if suspendedMinor > 0 { return .suspended }
            if lostMinor > 0 { return isWrittenOff ? .writtenOff : .reversed }
            return .captured
        case .failed, .notStarted, .none:
            if lostMinor > 0 { return isWrittenOff ? .writtenOff : .reversed }
            if refundDueMinor > 0 { return .refundDue }
            if refundedMinor > 0 { return .refunded }
            return creditMinor > 0 ? .credited : .released
        }
    }
}
