/// What a person at the line's panel can ask for; ISA-TR88.00.02. Each leads through an acting state.
package enum PackMLCommand: String, Sendable, CaseIterable {
    case reset, start, stop, hold, unhold, suspend, unsuspend, abort, clear

    /// The acting state the command leads into from `state`, and the state that follows; nil where it is not allowed.
    package func transition(from state: PackMLState) -> (acting: PackMLState, final: PackMLState)? {
        switch (self, state) {
        case (.reset, .stopped), (.reset, .complete): (.resetting, .idle)
        case (.start, .idle): (.starting, .execute)
        case (.hold, .execute): (.holding, .held)
        case (.unhold, .held): (.unholding, .execute)
        case (.suspend, .execute): (.suspending, .suspended)
        case (.unsuspend, .suspended): (.unsuspending, .execute)
        case (.clear, .aborted): (.clearing, .stopped)
        case (.stop, .stopped), (.stop, .stopping), (.stop, .aborted), (.stop, .aborting), (.stop, .clearing): nil
        case (.stop, _): (.stopping, .stopped)
        case (.abort, .aborted), (.abort, .aborting): nil
        case (.abort, _): (.aborting, .aborted)
        default: nil
        }
    }
}
