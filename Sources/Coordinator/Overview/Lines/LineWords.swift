import Machine
import Protocol

/// What the troubles of lines are called, and what to do about each.
struct LineWords {
    let line: LineFacts
    let run: LineFacts.Run

    /// How much it matters: whatever keeps units from passing does so now.
    func weight(_ trouble: LineTrouble) -> Attention.Weight {
        switch trouble {
        case .heartbeatLost, .notExecuting: run.progress.state == .running ? .now : .soon
        case .unitInDoubt, .gateUnconfirmed, .held, .withoutSerials, .unanswered: .now
        case .refused: run.progress.state == .running ? .soon : .now
        case .serialsShort(let left, let units, _): left < units ? .now : .soon
        case .interrupted, .waitsForSerials, .mayStart, .scrapRate: .soon
        }
    }

    /// What is so.
    func title(_ trouble: LineTrouble) -> String {
        let name = line.name
        return switch trouble {
        case .heartbeatLost(let station): "\(name): the heartbeat of station \(station) is lost"
        case .notExecuting(let station, let state):
            "\(name): station \(station) is \(Self.state(state)), not in Execute"
        case .unitInDoubt(let unit): "\(name): unit \(unit) is in doubt and waits at the reject gate"
        case .gateUnconfirmed: "\(name): a scrapped unit may have passed the reject gate"
        case .held(let reason): "\(name) holds at \(made): \(reason.map(RunReasonWords.what) ?? "it did not say why")"
        case .interrupted: "\(name) is interrupted at \(made)"
        case .withoutSerials: "\(name) gets no serials for \(run.product)"
        case .waitsForSerials: "\(name) waits for its serials for \(run.product)"
        case .refused: "\(name) refused what it was asked for"
        case .mayStart: "\(name) may start \(run.product)"
        case .unanswered(let request): "\(name) has not answered: \(RunWords.name(request).lowercased())"
        case .serialsShort(let left, let units, _):
            "\(name) has \(Self.count(left, "serial")) left for \(Self.count(units, "unit"))"
        case .scrapRate(let scrapped, let passed): "\(name) scrapped \(scrapped) of \(passed) units"
        }
    }

    /// What a person does next.
    func step(_ trouble: LineTrouble) -> String {
        switch trouble {
        case .heartbeatLost: "Check that the PLC has power and runs, and its cable; the line holds by itself."
        case .notExecuting(_, let state): Self.step(state)
        case .unitInDoubt:
            "Take it from the gate, or off the line if it is not there, and destroy it: its serial is scrapped."
        case .gateUnconfirmed: "Find it behind the gate and destroy it: its serial is scrapped."
        case .held(let reason): RunReasonWords.step(reason)
        case .interrupted: "Let it go on, or abort it."
        case .withoutSerials(let reason): reason
        case .waitsForSerials:
            line.isConnected
                ? "Serials are granted once the log has them: look at alarms and health." : "Get the machine on line."
        case .refused(let reason): reason
        case .mayStart: "Start it, or abort it."
        case .unanswered:
            line.isConnected
                ? "It answers when the unit under way is over; abort the run if that does not help."
                : "Get the machine on line; it answers then."
        case .serialsShort(let left, _, let needed):
            "Grant \(needed - left) more on the run's page, or by mintmark block grant."
        case .scrapRate:
            "A run has spare serials for \(LineFacts.scrapPercent) of 100: look at marker and reader."
        }
    }

    /// Where that is done.
    func path(_ trouble: LineTrouble) -> String {
        let page = RunPageRoutes.path(run.id)
        if case .serialsShort = trouble { return page + "#serials" }
        return isAboutStation(trouble) ? MachineReading.path(line.machine) : page
    }

    /// Whether it is about a station rather than the run.
    func isAboutStation(_ trouble: LineTrouble) -> Bool {
        switch trouble {
        case .heartbeatLost, .notExecuting: true
        default: false
        }
    }

    private static func count(_ count: Int64, _ word: String) -> String {
        count == 1 ? "1 \(word)" : "\(count) \(word)s"
    }

    private var made: String { "\(run.commissioned) of \(run.count)" }

    /// A state of PackML, as panels write it.
    static func state(_ state: PackMLState?) -> String {
        guard let state else { return "in no state of PackML" }
        let word = "\(state)"
        return word.prefix(1).uppercased() + word.dropFirst()
    }

    private static func step(_ state: PackMLState?) -> String {
        switch state {
        case .held: "Find out why it holds, then release it at its panel."
        case .suspended: "It waits for what comes before or after it on the line."
        case .aborted: "Find out why at its panel, then clear, reset and start it."
        case .stopped, .complete: "Reset and start it at its panel."
        case .idle: "Start it at its panel."
        case .clearing, .starting, .stopping, .aborting, .holding, .unholding, .suspending, .unsuspending, .resetting,
            .completing, .execute:
            "It is on its way; look at its panel if it stays so."
        case nil: "Look at its panel; the profile may name the wrong register."
        }
    }
}
