package import Protocol

/// A run of a line: how it stands and what it is asked to do. The states are those of ISA-95 job control (OPC 10031-4).
/// Pure: what happens comes in, what follows goes out.
package struct RunProgress: Hashable, Sendable {
    /// What a person may ask for.
    package enum Request: String, CaseIterable, Codable, Sendable {
        case start, interrupt, resume, abort
    }

    /// What can happen.
    package enum Event: Hashable, Sendable {
        /// The machine holds all serials that the run takes.
        case serialsHeld
        /// The serials can't come to the machine.
        case serialsMissing(String)
        /// A person asks for something.
        case asked(Request)
        /// The machine tells how it stands.
        case told(RunState, reason: String?)
        /// The machine refused what was asked for.
        /// - Parameter isUnknown: whether it says that it has no such run, or that it is over.
        case refused(Request, isUnknown: Bool, why: String)
        /// The machine lost its memory, or is another now.
        case machineLost
    }

    /// What follows.
    package enum Effect: Hashable, Sendable {
        /// The machine is told to do this.
        case send(Request)
        /// The serials that it lacks are granted to the machine.
        case grantSerials
        /// The run is over: serials that were kept for it come back.
        case giveSerialsBack
        /// A person has to look.
        case alarm(String)
    }

    /// Why nothing follows from a request.
    package enum Refusal: String, CaseIterable, Error, Sendable {
        /// The run is over.
        case over
        /// The machine has not answered what was asked before.
        case askedBefore
        /// It does not run.
        case notRunning
        /// It is not interrupted.
        case notInterrupted
        /// It was started before.
        case started
    }

    /// How it stands.
    package var state: RunState = .notAllowedToStart
    /// What was asked for and not answered yet.
    package var asked: Request?
    /// Why it stands so, when that needs a reason.
    package var reason: String?

    /// A run that stands so.
    package init(state: RunState = .notAllowedToStart, asked: Request? = nil, reason: String? = nil) {
        self.state = state
        self.asked = asked
        self.reason = reason
    }

    /// Takes what happened.
    /// - Returns: what follows, in order.
    /// - Throws: why a request is not taken; then nothing has changed.
    package mutating func take(_ event: Event) throws(Refusal) -> [Effect] {
        switch event {
        case .asked(let request): return try ask(request)
        case .serialsHeld:
            guard state == .notAllowedToStart else { return [] }
            (state, reason) = (.allowedToStart, nil)
            return asked == .start ? [.send(.start)] : []
        case .serialsMissing(let why):
            guard state == .notAllowedToStart || state == .allowedToStart else { return [] }
            (state, asked, reason) = (.notAllowedToStart, nil, why)
            return [.alarm(why)]
        case .told(let new, let why): return told(new, why)
        case .refused(let request, let isUnknown, let why):
            guard !state.isFinal else { return [] }
            // What the machine does not know can't go on there.
            if request == .abort, isUnknown { return abort() }
            if asked == request { asked = nil }
            reason = "\(request.rawValue) was refused: \(why)"
            return []
        case .machineLost:
            guard !state.isFinal else { return [] }
            (state, asked, reason) = (.aborted, nil, "machineLost")
            return [.giveSerialsBack]
        }
    }

    private mutating func ask(_ request: Request) throws(Refusal) -> [Effect] {
        guard !state.isFinal else { throw .over }
        // Giving up overtakes what was asked before; nothing else does.
        guard asked == nil || request == .abort && asked != .abort else { throw .askedBefore }
        switch (request, state) {
        case (.start, .notAllowedToStart):
            // What did not come does not come by waiting.
            let isShort = reason != nil
            (asked, reason) = (.start, nil)
            return isShort ? [.grantSerials] : []
        case (.start, .allowedToStart), (.interrupt, .running), (.resume, .interrupted):
            asked = request
            return [.send(request)]
        case (.abort, .notAllowedToStart): return abort()
        case (.abort, .allowedToStart) where asked == nil: return abort()
        case (.abort, _):
            asked = .abort
            return [.send(.abort)]
        case (.start, _): throw .started
        case (.interrupt, _): throw .notRunning
        case (.resume, _): throw .notInterrupted
        }
    }

    /// The machine knows nothing of it.
    private mutating func abort() -> [Effect] {
        (state, asked, reason) = (.aborted, nil, nil)
        return [.giveSerialsBack]
    }

    private mutating func told(_ new: RunState, _ why: String?) -> [Effect] {
        if new == state, state.isFinal { return [] }
        guard !state.isFinal, new != .notAllowedToStart, new != .allowedToStart else {
            return [.alarm("The machine says that the run is \(new.rawValue), and it is \(state.rawValue).")]
        }
        (state, reason) = (new, why)
        if new.isFinal || asked.map({ Self.answer(to: $0) == new }) == true { asked = nil }
        return new.isFinal ? [.giveSerialsBack] : []
    }

    private static func answer(to request: Request) -> RunState {
        switch request {
        case .start, .resume: .running
        case .interrupt: .interrupted
        case .abort: .aborted
        }
    }
}

extension RunProgress.Refusal {
    /// What to do next.
    package var words: String {
        switch self {
        case .over: "The run is over; make another one."
        case .askedBefore: "The machine has not answered what was asked before; wait for it, or abort the run."
        case .notRunning: "The run does not run, so it can't be interrupted."
        case .notInterrupted: "The run is not interrupted, so it can't be resumed."
        case .started: "The run was started before."
        }
    }
}
