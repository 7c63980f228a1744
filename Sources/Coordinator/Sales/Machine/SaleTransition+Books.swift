extension SaleTransition {
    mutating func post(_ step: SaleStep, _ amountMinor: Int64, _ subject: SalePosting.Subject) {
        precondition(amountMinor > 0, "a transfer moves something")
        effects.append(.post(SalePosting(step: step, amountMinor: amountMinor, subject: subject)))
    }

    /// Books a step of one payment, with all of its amount.
    mutating func postPayment(_ step: SaleStep, _ index: Int, amountMinor: Int64? = nil) {
        let payment = state.payments[index]
        post(
            step,
            amountMinor ?? payment.amountMinor,
            .payment(reference: payment.reference, cycle: payment.cycle)
        )
    }

    /// Books a step under the sale's next running number.
    private mutating func postNumbered(_ step: SaleStep, _ amountMinor: Int64) {
        state.transferCount += 1
        post(step, amountMinor, .number(state.transferCount))
    }

    /// A payment is ours: books it, and moves on what the sale does not need.
    mutating func receive(_ index: Int) {
        let payment = state.payments[index]
        switch payment.booking {
        case .received: return
        case .none, .released: postPayment(.paymentReceived, index)
        case .hold: postPayment(.holdCaptured, index)
        case .suspended:
            postPayment(.suspenseReleased, index)
            postPayment(.paymentReceived, index)
        }
        state.matcher.payments[index].booking = .received
        state.orderMinor += payment.amountMinor
        switch state.goods {
        case .reserved:
            break
        case .dispatched where !payment.late, .inDoubt where !payment.late:
            // A hold that settles was counted on for the price already; only what is above the price is free.
            recoverLoss(atMost: min(payment.amountMinor, surplusMinor))
        case .dispatched, .inDoubt:
            moveOn(payment.amountMinor, as: .latePayment)
        case .delivered:
            moveOn(payment.amountMinor, as: payment.late ? .latePayment : .overpaid)
        case .failed, .notStarted, .none:
            moveOn(payment.amountMinor, as: .latePayment)
        }
    }

    /// Moves posted order money that the sale does not need to where it belongs: first to what is missing, then to the
    /// customer.
    mutating func moveOn(_ amountMinor: Int64, as step: SaleStep) {
        var rest = amountMinor
        rest -= recoverLoss(atMost: rest)
        let toSuspense = min(rest, state.suspendedMinor)
        if toSuspense > 0 {
            postNumbered(.suspenseRecovered, toSuspense)
            state.orderMinor -= toSuspense
            state.suspendedMinor -= toSuspense
            rest -= toSuspense
            effects.append(.log(.moneyRecovered))
        }
        guard rest > 0 else { return }
        postNumbered(step, rest)
        state.orderMinor -= rest
        if step == .overpaid {
            state.creditMinor += rest
            effects.append(.credit(amountMinor: rest))
        } else {
            state.refundDueMinor += rest
            effects.append(.refundDue(amountMinor: rest))
        }
    }

    /// What an order in flight has above its price, counting what is held or waits in suspense.
    private var surplusMinor: Int64 {
        let promised = state.payments.filter { $0.booking == .hold || $0.booking == .suspended }
        return promised.reduce(state.orderMinor - state.terms.priceMinor) { $0 + $1.amountMinor }
    }

    @discardableResult
    private mutating func recoverLoss(atMost amountMinor: Int64) -> Int64 {
        let recovered = min(amountMinor, state.lostMinor)
        guard recovered > 0 else { return 0 }
        postNumbered(.lossRecovered, recovered)
        state.orderMinor -= recovered
        state.lostMinor -= recovered
        effects.append(.log(.moneyRecovered))
        return recovered
    }

    /// The chain took back a payment that was ours.
    mutating func takeBack(_ index: Int) {
        let payment = state.payments[index]
        effects.append(.log(.paymentReversed))
        defer {
            state.matcher.payments[index].booking = .none
            state.matcher.payments[index].cycle += 1
        }
        if state.goods == .reserved {
            postPayment(.paymentReversed, index)
            state.orderMinor -= payment.amountMinor
            return
        }
        // Money that paid for goods, or may have, is a loss. Money that is still owed to the customer is no longer
        // owed.
        let paidForGoods = !payment.late && (state.goods.isInFlight || state.goods == .delivered)
        let noLongerOwed = paidForGoods ? 0 : min(payment.amountMinor, state.refundDueMinor)
        if noLongerOwed > 0 {
            postPayment(.refundCancelled, index, amountMinor: noLongerOwed)
            state.refundDueMinor -= noLongerOwed
        }
        let lost = payment.amountMinor - noLongerOwed
        guard lost > 0 else { return }
        postPayment(.reorgLoss, index, amountMinor: lost)
        state.lostMinor += lost
        state.isWrittenOff = false
        effects.append(.alarm(paidForGoods ? .paymentReversedAfterDispatch : .paymentReversedAfterRefund))
    }

    mutating func payRefund(_ amountMinor: Int64) {
        guard state.refundDueMinor > 0 else { return ignore(.nothingOwed) }
        guard amountMinor > 0 else { return ignore(.refused) }
        guard amountMinor <= state.refundDueMinor else { return ignore(.moreThanOwed) }
        postNumbered(.refundPaid, amountMinor)
        state.refundDueMinor -= amountMinor
        state.refundedMinor += amountMinor
        effects.append(.log(.refundPaid))
    }

    mutating func creditRefund() {
        let amountMinor = state.refundDueMinor
        guard amountMinor > 0 else { return ignore(.nothingOwed) }
        postNumbered(.refundCredited, amountMinor)
        state.refundDueMinor = 0
        state.creditMinor += amountMinor
        effects.append(.credit(amountMinor: amountMinor))
        effects.append(.log(.refundCredited))
    }

    mutating func writeOff() {
        let isMissing = state.suspendedMinor > 0 || (state.lostMinor > 0 && !state.isWrittenOff)
        guard isMissing else { return ignore(.nothingMissing) }
        if state.suspendedMinor > 0 {
            postNumbered(.suspenseWrittenOff, state.suspendedMinor)
            state.lostMinor += state.suspendedMinor
            state.suspendedMinor = 0
        }
        state.isWrittenOff = true
        effects.append(.log(.writtenOff))
    }
}
