/// What the events of a run add up to. Pure.
struct RunTally: Sendable, Equatable {
    private(set) var commissioned = 0
    private(set) var scrapped = 0
    /// How the run stands, as last told.
    private(set) var state: String?

    /// Whether nothing follows.
    var isOver: Bool { state.map(Answers.Run.isOver) ?? false }

    /// Counts an event.
    mutating func take(_ event: Answers.Event) {
        switch event.kind {
        case "run.changed": state = event.facts["state"] ?? state
        case "unit.stamped":
            switch event.facts["status"] {
            case "commissioned": commissioned += 1
            case "scrapped": scrapped += 1
            default: break
            }
        default: break
        }
    }

    /// E.g. `17 of 40, 2 scrapped, running`.
    func words(of count: Int) -> String {
        (["\(commissioned) of \(count)", "\(scrapped) scrapped"] + (state.map { [Words.of($0)] } ?? []))
            .joined(separator: ", ")
    }
}

extension Answers.Run {
    /// Whether nothing follows a state.
    static func isOver(_ state: String) -> Bool { state == "ended" || state == "aborted" }

    /// Whether nothing follows.
    var isOver: Bool { Self.isOver(state) }
}
