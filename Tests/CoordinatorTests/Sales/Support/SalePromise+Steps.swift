import Coordinator

// How each promise is judged, from the state before, the effects, and the state and books after.
extension SaleExplorer.Step {
    typealias Finding = SalePromise.Finding

    private func count(_ effect: SaleEffect) -> Int { effects.count { $0 == effect } }

    private var isIgnored: Bool { effects.contains { if case .ignored = $0 { true } else { false } } }

    private var steps: [SaleStep] {
        effects.compactMap { if case .post(let posting) = $0 { posting.step } else { nil } }
    }

    private var isDelivered: Bool { from.goods != .delivered && to.goods == .delivered }

    private static func isOver(_ goods: GoodsState) -> Bool { goods != .reserved && !goods.isInFlight }

    var ignoredIsNothing: Finding {
        guard isIgnored else { return .untouched }
        let others = effects.filter {
            switch $0 {
            case .ignored, .alarm: false
            default: true
            }
        }
        guard others.isEmpty else { return .broken("ignored, but \(others)") }
        return .of(from.goods == to.goods && from.money == to.money, "ignored, but the state changed")
    }

    var oneWay: Finding {
        if Self.isOver(from.goods) { return .of(from.goods == to.goods, "settled goods changed to \(to.goods)") }
        guard from.goods.isInFlight else { return .untouched }
        let goesBack = to.goods == .reserved || to.goods == .none || (from.goods == .inDoubt && to.goods == .dispatched)
        return .of(!goesBack, "goods went back to \(to.goods)")
    }

    var oneCommand: Finding {
        let isDue = from.goods == .reserved && to.goods.isInFlight
        guard isDue || count(.dispatch) > 0 else { return .untouched }
        return .of(count(.dispatch) == 1 && isDue, "dispatch out of place")
    }

    /// Counted here anew, from the payments alone.
    var paidBefore: Finding {
        guard count(.dispatch) == 1 else { return .untouched }
        let secured = to.payments.filter {
            !$0.late && ($0.state == .held || ($0.state == .confirmed && $0.confirmations >= 2))
        }
        return .of(secured.reduce(0) { $0 + $1.amountMinor } >= 10, "dispatched unpaid")
    }

    var stockOnce: Finding {
        let isOver: Set<GoodsState> = [.failed, .notStarted, .none]
        let hasEnded = !isOver.contains(from.goods) && isOver.contains(to.goods)
        let moved = count(.consumeStock) + count(.releaseStock) + count(.reserveStock)
        guard isDelivered || hasEnded || moved > 0 else { return .untouched }
        guard count(.consumeStock) == (isDelivered ? 1 : 0) else { return .broken("stock consumed out of place") }
        guard count(.releaseStock) == (hasEnded ? 1 : 0) else { return .broken("stock released out of place") }
        return .of(count(.reserveStock) == 0, "stock reserved again")
    }

    var captureOnDrop: Finding {
        let captured = effects.compactMap { if case .capture(let reference, _) = $0 { reference } else { nil } }
        guard !captured.isEmpty else { return .untouched }
        let areHolds = captured.allSatisfy { reference in
            from.payments.first { $0.reference == reference }?.booking == .hold
        }
        return .of(isDelivered && areHolds, "captured out of place")
    }

    var releaseOnlyHeld: Finding {
        let released = effects.compactMap { if case .release(let reference) = $0 { reference } else { nil } }
        guard !released.isEmpty else { return .untouched }
        let areGone = released.allSatisfy { reference in
            let booking = to.payments.first { $0.reference == reference }?.booking
            return booking == .released || booking == .suspended
        }
        return .of(areGone, "released what is ours")
    }

    var decidedByKnowledge: Finding {
        guard from.goods.isInFlight, !to.goods.isInFlight else { return .untouched }
        return switch event {
        case .receipt: .held
        case .resolve: .of(from.goods == .inDoubt, "a person decided too early")
        default: .broken("\(event) decided the outcome")
        }
    }

    var priceSettledOnce: Finding {
        let isSettled = steps.contains(.delivered) || steps.contains(.dispatchVoided)
        let isDue = from.goods.isInFlight && !to.goods.isInFlight
        guard isSettled || isDue else { return .untouched }
        return .of(isSettled == isDue, "price settled out of place")
    }

    /// Each account holds what the sale says, and what came in by the rail is where it should be.
    var takenIsPaid: Finding {
        let received = to.payments.reduce(-to.refundedMinor) { $1.booking == .received ? $0 + $1.amountMinor : $0 }
        let expected: [(AccountRole, Int64)] = [
            (.order, to.orderMinor), (.sales, to.salesMinor), (.credit, to.creditMinor),
            (.refundDue, to.refundDueMinor), (.loss, to.lostMinor), (.suspense, to.suspendedMinor), (.rounding, 0),
            (.rail, received),
        ]
        for (role, amountMinor) in expected where books.balance(role) != amountMinor {
            return .broken("\(role) has \(books.balance(role)), the sale says \(amountMinor)")
        }
        return .held
    }

    var booksBalance: Finding {
        if let fault = books.faults.first { return .broken(fault) }
        guard AccountRole.allCases.reduce(0, { $0 + (books.net[$1] ?? 0) }) == 0 else {
            return .broken("debits differ from credits")
        }
        let never: [AccountRole] = [.sales, .credit, .refundDue, .loss, .suspense]
        return .of(never.allSatisfy { books.balance($0) >= 0 }, "a negative balance")
    }

    var nothingPending: Finding {
        let holds = to.payments.count { $0.booking == .hold || $0.booking == .suspended }
        guard books.pending.count == holds + (to.goods.isInFlight ? 1 : 0) else {
            return .broken("pending \(books.pending.keys.sorted())")
        }
        guard Self.isOver(to.goods) else { return .untouched }
        return .of(books.pending.isEmpty && books.balance(.order) == 0, "order money, or pending, at the end")
    }

    var creditIsTold: Finding {
        let told = effects.reduce(Int64(0)) { if case .credit(let amount) = $1 { $0 + amount } else { $0 } }
        let booked = to.creditMinor - from.creditMinor
        return told == 0 && booked == 0 ? .untouched : .of(booked == told, "credit untold")
    }
}
