/// What an event does to a serial in a state. Every pair has an outcome.
package enum SerialTransition: Hashable, Sendable {
    /// It goes on to this state.
    case moves(to: SerialState)
    /// The event is the one that led here; told again, it changes nothing.
    case stays
    /// It may not happen; the serial stays, and somebody has to look.
    case refused(SerialRefusal)

    /// The outcome of a pair.
    package static func of(_ event: SerialEvent, in state: SerialState) -> SerialTransition {
        switch event {
        case .assign: step(from: [.unassigned], to: .unallocated, in: state)
        case .allocate: step(from: [.unallocated], to: .allocated, in: state)
        case .encode: step(from: [.allocated], to: .encoded, in: state)
        case .commission: step(from: [.encoded], to: .commissioned, in: state)
        case .sample: step(from: [.encoded, .commissioned], to: .sampled, in: state)
        case .scrap(let reason): scrap(reason, in: state)
        case .giveBack: step(from: [.unallocated, .allocated], to: .inactive, in: state)
        case .release: step(from: [.commissioned], to: .released, in: state)
        case .retire: step(from: [.commissioned, .sampled, .released], to: .inactive, in: state)
        case .destroy:
            step(from: [.commissioned, .sampled, .scrapped, .inactive, .released], to: .destroyed, in: state)
        case .invalidate: step(from: [.unassigned, .unallocated, .allocated, .encoded], to: .invalid, in: state)
        }
    }

    private static func step(
        from allowed: Set<SerialState>,
        to next: SerialState,
        in state: SerialState
    ) -> SerialTransition {
        if state == next { return .stays }
        return allowed.contains(state) ? .moves(to: next) : .refused(refusal(in: state))
    }

    /// Before it was written, a serial can only be scrapped because it may have been.
    private static func scrap(_ reason: ScrapReason, in state: SerialState) -> SerialTransition {
        if state == .allocated && reason != .inDoubt { return .refused(.notWritten) }
        return step(from: [.allocated, .encoded, .commissioned], to: .scrapped, in: state)
    }

    private static func refusal(in state: SerialState) -> SerialRefusal {
        switch state {
        case .unassigned, .unallocated: .notGranted
        case .allocated: .notWritten
        case .encoded: .notReadBack
        case .commissioned, .released, .sampled: .onProduct
        case .scrapped, .inactive, .destroyed, .invalid: .over
        }
    }
}

/// Why an event may not happen to a serial.
package enum SerialRefusal: String, CaseIterable, Sendable {
    /// The serial stands in no block, so no machine may use it.
    case notGranted
    /// The serial was not written on anything yet.
    case notWritten
    /// The serial was written and not read back yet: commission, sample or scrap it first.
    case notReadBack
    /// The serial stands on a product and is never used for another.
    case onProduct
    /// The serial's life is over; it is never used again.
    case over
}

extension SerialState {
    /// The state after an event.
    /// - Throws: `badTransition` with what is to be done.
    package func after(_ event: SerialEvent) throws(PassportError) -> SerialState {
        switch SerialTransition.of(event, in: self) {
        case .moves(let next): return next
        case .stays: return self
        case .refused(let refusal):
            throw PassportError(
                .badTransition,
                "A serial that is \(rawValue) can't be changed by \"\(event.name)\" (\(refusal.rawValue)); look up "
                    + "what was reported of it before, and take another serial."
            )
        }
    }

    /// The states that may come next.
    package var successors: Set<SerialState> {
        Set(
            SerialEvent.all.compactMap { event in
                if case .moves(let next) = SerialTransition.of(event, in: self) { next } else { nil }
            }
        )
    }
}
