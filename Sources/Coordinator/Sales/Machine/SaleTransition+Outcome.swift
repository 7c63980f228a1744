extension SaleTransition {
    mutating func acceptCommand() {
        switch state.goods {
        case .dispatched, .inDoubt: effects.append(.log(.commandAccepted))
        case .reserved, .none: ignore(.noCommand)
        case .delivered, .failed, .notStarted: ignore(.outcomeKnown)
        }
    }

    mutating func takeReceipt(_ outcome: SaleEvent.Outcome) {
        switch state.goods {
        case .reserved, .none:
            effects.append(.alarm(.receiptWithoutCommand))
            ignore(.noCommand)
        case .dispatched, .inDoubt:
            settle(outcome)
        case .delivered:
            compare(outcome, agrees: outcome == .finished || outcome == .inDoubt)
        case .failed, .notStarted:
            compare(outcome, agrees: outcome != .finished)
        }
    }

    mutating func resolve(_ resolution: SaleEvent.Resolution) {
        switch state.goods {
        case .reserved, .none: ignore(.noCommand)
        case .dispatched: ignore(.machineMayStillRun)
        case .delivered, .failed, .notStarted: ignore(.outcomeKnown)
        case .inDoubt:
            state.isResolvedByPerson = true
            switch resolution {
            case .delivered:
                effects.append(.log(.resolvedDelivered))
                settleDelivered()
            case .notDelivered:
                effects.append(.log(.resolvedNotDelivered))
                settleNotDelivered(.failed)
            }
        }
    }

    /// A receipt whose outcome is already booked: nothing is booked twice.
    private mutating func compare(_ outcome: SaleEvent.Outcome, agrees: Bool) {
        guard agrees else {
            effects.append(.alarm(.receiptContradictsSale))
            return ignore(.outcomeKnown)
        }
        guard state.isResolvedByPerson else { return ignore(.repeated) }
        effects.append(.alarm(.receiptAfterResolution))
        ignore(.outcomeKnown)
    }

    private mutating func settle(_ outcome: SaleEvent.Outcome) {
        switch outcome {
        case .finished:
            effects.append(.log(.delivered))
            settleDelivered()
        case .failed:
            effects.append(.log(.failed))
            faultLane()
            settleNotDelivered(.failed)
        case .cannotStart, .expired:
            effects.append(.log(.notStarted))
            settleNotDelivered(.notStarted)
        case .inDoubt:
            guard state.doubt != .reported else { return ignore(.repeated) }
            faultLane()
            doubt(.reported, alarm: .deliveryInDoubt)
        }
    }

    private mutating func faultLane() {
        effects.append(.faultLane)
        effects.append(.alarm(.laneFaulted))
    }

    private mutating func settleDelivered() {
        state.goods = .delivered
        effects.append(.consumeStock)
        for index in state.payments.indices {
            let payment = state.payments[index]
            switch payment.booking {
            case .hold:
                postPayment(.holdCaptured, index)
                state.matcher.payments[index].booking = .received
                effects.append(.capture(reference: payment.reference, amountMinor: payment.amountMinor))
            case .suspended:
                postPayment(.suspenseCharged, index)
                state.matcher.payments[index].booking = .released
                state.matcher.payments[index].cycle += 1
                state.suspendedMinor += payment.amountMinor
            case .none, .received, .released:
                continue
            }
            state.orderMinor += payment.amountMinor
        }
        post(.delivered, state.terms.priceMinor, .command)
        state.orderMinor -= state.terms.priceMinor
        state.salesMinor = state.terms.priceMinor
        moveOn(state.orderMinor, as: .overpaid)
        if state.suspendedMinor > 0 { effects.append(.alarm(.deliveredUnpaid)) }
    }

    mutating func settleNotDelivered(_ goods: GoodsState) {
        state.goods = goods
        effects.append(.releaseStock)
        post(.dispatchVoided, state.terms.priceMinor, .command)
        for index in state.payments.indices {
            switch state.payments[index].booking {
            case .hold:
                releaseHold(index)
            case .suspended:
                postPayment(.suspenseReleased, index)
                state.matcher.payments[index].booking = .released
                state.matcher.payments[index].cycle += 1
            case .none, .received, .released:
                break
            }
        }
        moveOn(state.orderMinor, as: .undelivered)
    }
}
