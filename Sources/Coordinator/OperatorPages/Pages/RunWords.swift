import Passport
import Protocol

/// What runs and their units are called on pages.
enum RunWords {
    /// How a run stands.
    static func badge(_ progress: RunProgress) -> Badge {
        switch progress.state {
        case .notAllowedToStart:
            progress.reason == nil ? Badge(.plain, "Gets its serials") : Badge(.danger, "Has no serials")
        case .allowedToStart: Badge(.plain, "May start")
        case .running: Badge(.good, "Running")
        case .interrupted: Badge(.warning, "Interrupted")
        case .ended: progress.reason == nil ? Badge(.good, "Ended") : Badge(.warning, "Ended short")
        case .aborted: Badge(.plain, "Aborted")
        }
    }

    /// What a run waits for after somebody asked for something; nil when nothing is open.
    static func waits(_ progress: RunProgress) -> String? {
        switch progress.asked {
        case nil: nil
        case .start:
            progress.state == .notAllowedToStart ? "Starts when its serials are there." : "Waits for the line to start."
        case .interrupt: "Waits for the line to stop after this unit."
        case .resume: "Waits for the line to go on."
        case .abort: "Waits for the line to give it up."
        }
    }

    /// What may be asked for: what `RunProgress` would take.
    static func requests(_ progress: RunProgress) -> [RunProgress.Request] {
        RunProgress.Request.allCases.filter { request in
            var after = progress
            return (try? after.take(.asked(request))) != nil
        }
    }

    /// What a button says.
    static func name(_ request: RunProgress.Request) -> String {
        switch request {
        case .start: "Start"
        case .interrupt: "Interrupt"
        case .resume: "Go on"
        case .abort: "Abort"
        }
    }

    /// What is said after it was asked for.
    static func done(_ request: RunProgress.Request) -> String {
        switch request {
        case .start: "The run starts as soon as the line can."
        case .interrupt: "The line stops after the unit that it works on."
        case .resume: "The line goes on."
        case .abort: "The run is given up; serials that were not used are inactive."
        }
    }

    /// What became of a unit.
    static func badge(_ record: SerialRecord) -> Badge {
        switch record.state {
        case .commissioned, .released, .sampled: Badge(.good, "Commissioned")
        case .scrapped: record.reason == .inDoubt ? Badge(.danger, "Scrapped, in doubt") : Badge(.warning, "Scrapped")
        case .inactive: Badge(.plain, "Not written")
        default: Badge(.plain, record.state.rawValue)
        }
    }
}
