/// The steps that the machine's own script says, for people. Pure.
enum FlashSteps {
    /// How a flash goes on, as its log says.
    enum State: Equatable {
        /// Under way, with the newest step.
        case running(String)
        /// The gate is passed: it waits for the technician.
        case passed
        /// The new release is kept.
        case kept
        /// The earlier release runs again, or none if there was none, and why.
        case returned(String)
        /// Nothing was changed, and why.
        case refused(String)
        /// The computer was started again meanwhile, which ends a trial.
        case restarted
    }

    private static let words = [
        "staging": "putting the files together", "staged": "the files are on the disk",
        "trial": "the trial begins", "switched": "switched to the new slot", "started": "the agent has started",
        "passed": "its health gate is passed", "keeping": "keeping it",
    ]

    /// What the log says.
    static func state(_ log: String) -> State {
        var state = State.running("")
        for line in log.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            let rest = parts.count == 2 ? parts[1].trimmingSpaces : ""
            switch parts.first {
            case "passed": state = .passed
            case "kept": state = .kept
            case "returned": state = .returned(rest)
            case "failed": state = .refused(rest)
            case "returning": state = .running("returning to the earlier release: \(rest)")
            case let step?: state = .running(words[step] ?? step)
            case nil: break
            }
        }
        return state
    }

    /// The steps so far, as people read them.
    static func lines(_ log: String) -> [String] {
        log.split(separator: "\n").compactMap { line in words[String(line.prefix { $0 != " " })] }
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
