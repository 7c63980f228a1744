/// One order that a customer wanted to make, and what the customer was told.
package struct SoakOrder: Sendable, Equatable {
    /// What the customer was told.
    package enum Answer: Sendable, Equatable {
        /// It was taken: its id.
        case taken(String)
        /// It was refused: the problem's code.
        case refused(String)
        /// Nothing, after all tries.
        case none
    }

    /// When it was made.
    package var phase: SoakPhase
    /// When it was due, in milliseconds since 1970. Latencies count from here and not from when it was sent, so that a
    /// system that keeps its customers from asking does not look fast for it.
    package var dueAt: Double
    /// What the customer was told.
    package var answer: Answer
    /// From when it was due until the customer was told, in seconds.
    package var seconds: Double
    /// The amounts whose payment was acknowledged, in minor units.
    package var paidMinor: [Int64] = []
    /// Payments that nobody answered: they were made, or not.
    package var unknownPayments = 0

    /// Makes an order.
    package init(phase: SoakPhase, dueAt: Double, answer: Answer, seconds: Double) {
        self.phase = phase
        self.dueAt = dueAt
        self.answer = answer
        self.seconds = seconds
    }

    /// Its id, if it was taken.
    package var id: String? { if case .taken(let id) = answer { id } else { nil } }
}
