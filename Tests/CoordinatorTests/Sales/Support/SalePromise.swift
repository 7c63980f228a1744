import Coordinator

/// What must hold at every step of every sale. The number is that of the promise in the design that it belongs to; the
/// text stands in the documentation.
enum SalePromise: String, CaseIterable {
    case answered = "every event is answered: with effects, or ignored for a reason that has a name"
    case ignoredIsNothing = "what is ignored changes nothing, asks nothing of anybody and books nothing"
    case oneWay = "goods go one way: no command is taken back, and what is settled stays so"
    case oneCommand = "the one command is issued when reserved goods become dispatched, and at no other time"
    case paidBefore = "a command is issued only when what is final or held, and in time, reaches the price"
    case stockOnce = "the unit is consumed when the goods are delivered, freed when they are not, and never both"
    case captureOnDrop = "a hold is captured only at the drop"
    case releaseOnlyHeld = "nothing is released that is ours"
    case decidedByKnowledge = "only a receipt, or a person once the machine can't run it, decides what is in flight"
    case priceSettledOnce = "the price is set aside with the command and settled with its outcome, once"
    case soldIsDelivered = "the price is in sales exactly when the goods are delivered"
    case takenIsPaid = "what we hold for a customer or have taken is what came in, and no more"
    case booksBalance = "debits equal credits, no account is below zero, no transfer has an id twice"
    case nothingPending = "at the end nothing is pending and the order's account is empty"
    case creditIsTold = "a credit is told when it is booked"
    case doubtHasAReason = "goods are in doubt exactly when it is known why"
    case personHasAReason = "a sale that waits for a person says what for"
    case documentedPair = "a pair that is said to be impossible is never reached"

    /// What one step says of a promise.
    enum Finding {
        /// Nothing in this step is about it.
        case untouched
        /// It was at stake and held.
        case held
        /// It was broken: how.
        case broken(String)
    }

    /// Judges a step.
    func judge(_ step: SaleExplorer.Step) -> Finding {
        switch self {
        case .answered: .of(!step.effects.isEmpty, "an event without an answer")
        case .ignoredIsNothing: step.ignoredIsNothing
        case .oneWay: step.oneWay
        case .oneCommand: step.oneCommand
        case .paidBefore: step.paidBefore
        case .stockOnce: step.stockOnce
        case .captureOnDrop: step.captureOnDrop
        case .releaseOnlyHeld: step.releaseOnlyHeld
        case .decidedByKnowledge: step.decidedByKnowledge
        case .priceSettledOnce: step.priceSettledOnce
        case .soldIsDelivered:
            .of(step.to.salesMinor == (step.to.goods == .delivered ? 10 : 0), "sold without delivery")
        case .takenIsPaid: step.takenIsPaid
        case .booksBalance: step.booksBalance
        case .nothingPending: step.nothingPending
        case .creditIsTold: step.creditIsTold
        case .doubtHasAReason: .of((step.to.goods == .inDoubt) == (step.to.doubt != nil), "doubt and goods differ")
        case .personHasAReason:
            step.to.ending == .withPerson ? .of(!step.to.queue.isEmpty, "with a person without a reason") : .untouched
        case .documentedPair:
            .of(
                SaleState.unreachableReason(step.to.money, step.to.goods) == nil,
                "unreachable \(step.to.money)/\(step.to.goods)"
            )
        }
    }
}

extension SalePromise.Finding {
    static func of(_ holds: Bool, _ fault: @autoclosure () -> String) -> Self { holds ? .held : .broken(fault()) }
}
