/// Finds the sentences for an order: what happened, what became of the money, what to do next.
struct OrderTeller {
    let record: SaleRecord
    let status: OrderStatus
    let language: Language

    private var state: SaleState { record.state }
    private var unit: QuoteTerms.Unit { record.quoteTerms.asset }
    private var priceMinor: Int64 { record.quoteTerms.amountMinor }

    var headline: String {
        let minor = status == .partlyPaid ? priceMinor - state.totals.seenMinor : priceMinor
        return status.headline.text(language, ["amount": language.amount(minor, unit)])
    }

    var sentences: [String] {
        switch status {
        case .preparing, .waitingForPayment, .notDelivered, .expired: [words] + reversal
        case .partlyPaid: [words, soFar]
        case .paymentSeen: seen
        case .delivering: [words] + held
        case .delivered: delivered
        case .beingChecked: [words] + doubt
        case .refundDue: [owed, say(.askOperator)]
        case .refunded: [say(.amountRefunded, state.refundedMinor)]
        case .credited: [say(.amountCredited, state.creditMinor), say(.askOperator)]
        }
    }

    private var words: String { status.text(language) }

    private func say(_ phrase: StoryPhrase, _ minor: Int64 = 0) -> String {
        phrase.text(language, ["amount": language.amount(minor, unit), "name": record.selectionName])
    }

    private var soFar: String {
        PaymentPhrase.paidSoFar.text(
            language,
            [
                "paid": language.amount(state.totals.seenMinor, unit),
                "amount": language.amount(priceMinor, unit),
            ]
        )
    }

    private var seen: [String] {
        let waiting = state.payments.filter {
            !$0.late && state.terms.policy.standing(of: $0, orderMinor: priceMinor) == .unconfirmed
        }
        // The one that takes longest decides.
        let slowest = waiting.map { payment in
            let needed = state.terms.policy.confirmations(forMinor: max(priceMinor, payment.amountMinor))
            return (count: payment.confirmations, needed: needed)
        }.max { $0.needed - $0.count < $1.needed - $1.count }
        var sentences = [words]
        if let slowest, slowest.needed > 0 {
            sentences.append(
                Quantity.confirmations.text(min(slowest.count, slowest.needed), needed: slowest.needed, language) + "."
            )
        }
        if state.isExtended { sentences.append(say(.inTime)) }
        return sentences
    }

    private var held: [String] { state.money == .held ? [say(.heldUntilDrop)] : [] }

    private var delivered: [String] {
        var sentences = [say(.deliveredText)]
        if state.creditMinor > 0 { sentences += [say(.surplusCredited, state.creditMinor), say(.askOperator)] }
        if state.refundDueMinor > 0 { sentences += [say(.lateRefundDue, state.refundDueMinor), say(.askOperator)] }
        return sentences + reversal
    }

    private var doubt: [String] {
        switch state.money {
        case .held: [say(.heldUntilDrop)]
        case .suspended: [say(.releasedMeanwhile)]
        default: [say(.askOperator)]
        }
    }

    private var reversal: [String] { state.money == .reversed ? [say(.reversed)] : [] }

    /// Why it is owed: late, too little, or not delivered.
    private var owed: String {
        guard state.goods == .none else { return say(.amountOwed, state.refundDueMinor) }
        let isLate = state.payments.contains { $0.late && $0.booking == .received }
        return say(isLate ? .lateRefundDue : .underpaidRefundDue, state.refundDueMinor)
    }
}
