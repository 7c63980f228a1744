import Faults

extension SaleTransition {
    mutating func sight(_ sighting: PaymentSighting) {
        let isNew = !state.payments.contains { $0.reference == sighting.reference }
        if isNew, sighting.seenAt >= state.terms.expiresAt, state.goods == .reserved, !state.isExtended {
            // The quote's end has passed unnoticed: it comes first.
            endQuote()
        }
        // A sale that waits for confirmations takes replacements of what it saw: only there is after the end in time.
        let late = sighting.seenAt >= state.terms.expiresAt && state.goods != .reserved
        switch state.matcher.fold(sighting, late: late) {
        case .new, .advanced:
            effects.append(.log(.paymentSighted))
            if let index = state.payments.firstIndex(where: { $0.reference == sighting.reference }) {
                reconcile(index)
            }
            dispatchIfSecured()
        case .repeated: ignore(.repeated)
        case .stale: ignore(.stale)
        case .amountChanged: refuse(.paymentAmountChanged)
        case .badAmount: refuse(.paymentAmountBad)
        case .tooMany: refuse(.tooManyPayments)
        }
    }

    private mutating func refuse(_ alarm: SaleAlarm) {
        effects.append(.alarm(alarm))
        ignore(.refused)
    }

    /// Brings the books to where the rail says the payment is.
    private mutating func reconcile(_ index: Int) {
        let payment = state.payments[index]
        switch payment.state {
        case .confirmed:
            if state.terms.policy.standing(of: payment, orderMinor: state.terms.priceMinor) == .final {
                receive(index)
            } else if payment.booking == .received, state.goods == .reserved {
                // Reorganised into a younger block. After the dispatch it keeps counting while it is in the chain.
                takeBack(index)
            }
        case .held:
            meetHold(index)
        case .pending, .released, .replaced, .removed:
            switch payment.booking {
            case .none, .released, .suspended: break
            case .received: takeBack(index)
            case .hold: loseHold(index)
            }
        }
    }

    private mutating func meetHold(_ index: Int) {
        let payment = state.payments[index]
        switch payment.booking {
        case .hold, .received:
            break
        case .none:
            if state.goods == .reserved {
                postPayment(.holdPlaced, index)
                state.matcher.payments[index].booking = .hold
            } else {
                // Nothing is left to pay for: the customer gets it back at once.
                state.matcher.payments[index].booking = .released
                effects.append(.release(reference: payment.reference))
            }
        case .released, .suspended:
            effects.append(.release(reference: payment.reference))
        }
    }

    /// The rail no longer holds what it held.
    private mutating func loseHold(_ index: Int) {
        if state.goods.isInFlight {
            suspend(index)
            effects.append(.alarm(.holdLost))
        } else {
            postPayment(.holdReleased, index)
            state.matcher.payments[index].booking = .none
            state.matcher.payments[index].cycle += 1
        }
    }

    /// Moves a hold's amount to suspense while the outcome is unknown.
    mutating func suspend(_ index: Int) {
        postPayment(.holdReleased, index)
        postPayment(.holdSuspended, index)
        state.matcher.payments[index].booking = .suspended
    }

    /// Gives a hold back: nothing was or will be delivered for it.
    mutating func releaseHold(_ index: Int) {
        postPayment(.holdReleased, index)
        state.matcher.payments[index].booking = .released
        state.matcher.payments[index].cycle += 1
        effects.append(.release(reference: state.payments[index].reference))
    }

    private mutating func dispatchIfSecured() {
        guard state.goods == .reserved, state.totals.securedMinor >= state.terms.priceMinor else { return }
        state.goods = .dispatched
        post(.dispatched, state.terms.priceMinor, .command)
        effects.append(.dispatch)
        if Mutant.capturedAtDispatch.isActive {
            for payment in state.payments where payment.booking == .hold {
                effects.append(.capture(reference: payment.reference, amountMinor: payment.amountMinor))
            }
        }
        effects.append(.log(.dispatched))
    }
}
