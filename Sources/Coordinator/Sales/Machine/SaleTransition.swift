/// One event's way through a sale. The extensions hold the rules: payments, deadlines, outcomes, books.
struct SaleTransition {
    /// The state as changed so far.
    var state: SaleState

    /// Wall milliseconds.
    let now: Int64

    /// What is asked for so far.
    var effects: [SaleEffect] = []

    init(state: SaleState, now: Int64) {
        self.state = state
        self.now = now
    }

    mutating func apply(_ event: SaleEvent) {
        switch event {
        case .sighting(let sighting): sight(sighting)
        case .quoteExpired: expireQuote()
        case .confirmationDeadline: endConfirmations()
        case .holdDeadline: endHold()
        case .commandAccepted: acceptCommand()
        case .deliveryOverdue: missReceipt()
        case .receipt(let outcome): takeReceipt(outcome)
        case .machineLost: loseMachine()
        case .resolve(let resolution): resolve(resolution)
        case .refundPaid(let amountMinor): payRefund(amountMinor)
        case .refundCredited: creditRefund()
        case .writeOff: writeOff()
        }
    }

    /// Settles what follows from the rest of the state, and tells the operators' queue the difference.
    mutating func conclude(from old: SaleState) {
        if state.goods != .inDoubt { state.doubt = nil }
        if state.lostMinor == 0 { state.isWrittenOff = false }
        state.money = state.moneyState
        let before = old.queue
        let after = state.queue
        for reason in after where !before.contains(reason) { effects.append(.enqueue(reason)) }
        for reason in before where !after.contains(reason) { effects.append(.dequeue(reason)) }
    }

    mutating func ignore(_ reason: IgnoredReason) {
        effects.append(.ignored(reason))
    }
}
