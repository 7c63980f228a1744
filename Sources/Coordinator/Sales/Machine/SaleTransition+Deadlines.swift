import Faults

extension SaleTransition {
    mutating func expireQuote() {
        switch state.goods {
        case .dispatched, .inDoubt, .delivered, .failed, .notStarted:
            ignore(.alreadyDispatched)
        case .none:
            ignore(.saleOver)
        case .reserved:
            guard now >= state.terms.expiresAt else { return ignore(.notDue) }
            guard !state.isExtended else { return ignore(.repeated) }
            endQuote()
        }
    }

    /// The quote's end of a sale without a command: it waits when its price was seen, else it is over.
    mutating func endQuote() {
        guard state.totals.seenMinor < state.terms.priceMinor else {
            state.isExtended = true
            return effects.append(.log(.waitingForConfirmations))
        }
        close(.expired)
    }

    mutating func endConfirmations() {
        switch state.goods {
        case .dispatched, .inDoubt, .delivered, .failed, .notStarted:
            ignore(.alreadyDispatched)
        case .none:
            ignore(.saleOver)
        case .reserved:
            guard now >= state.terms.confirmationDeadlineAt else { return ignore(.notDue) }
            close(.expired)
        }
    }

    mutating func endHold() {
        guard state.hasHold else { return ignore(.noHold) }
        for index in state.payments.indices where state.payments[index].booking == .hold {
            if state.goods.isInFlight {
                suspend(index)
                effects.append(.release(reference: state.payments[index].reference))
            } else {
                releaseHold(index)
            }
        }
        if state.goods.isInFlight { effects.append(.alarm(.holdDeadlineReached)) }
        effects.append(.log(.customerReleased))
    }

    mutating func missReceipt() {
        switch state.goods {
        case .reserved, .none: ignore(.noCommand)
        case .inDoubt: ignore(.repeated)
        case .delivered, .failed, .notStarted: ignore(.outcomeKnown)
        case .dispatched where Mutant.overdueCommandsVoided.isActive: settleNotDelivered(.notStarted)
        case .dispatched:
            // Only a person or a receipt moves the money: the machine may have run it before it went silent.
            doubt(.noReceipt, alarm: .deliveryOverdue)
        }
    }

    mutating func loseMachine() {
        switch state.goods {
        case .reserved:
            effects.append(.alarm(.machineLost))
            close(.cancelled)
        case .dispatched:
            doubt(.machineLost, alarm: .machineLost)
        case .inDoubt:
            guard state.doubt == .noReceipt else { return ignore(.repeated) }
            doubt(.machineLost, alarm: .machineLost)
        case .delivered, .failed, .notStarted: ignore(.outcomeKnown)
        case .none: ignore(.saleOver)
        }
    }

    mutating func doubt(_ doubt: SaleState.Doubt, alarm: SaleAlarm) {
        state.goods = .inDoubt
        state.doubt = doubt
        effects.append(.alarm(alarm))
        effects.append(.log(.inDoubt))
    }

    /// Closes a sale that never had a command.
    private mutating func close(_ entry: SaleLogEntry) {
        state.goods = .none
        effects.append(.releaseStock)
        effects.append(.log(entry))
        for index in state.payments.indices where state.payments[index].booking == .hold {
            releaseHold(index)
        }
        moveOn(state.orderMinor, as: .expiredUnderpaid)
    }
}
