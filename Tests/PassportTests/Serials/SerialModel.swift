import Passport

/// All lives a serial can have: every state that can be reached and every event in each.
struct SerialModel {
    /// In the order in which they are reached.
    private(set) var reached: [SerialState] = [.unassigned]
    /// What leads where.
    private(set) var moves: [SerialState: [SerialState: Set<String>]] = [:]
    /// Events that were tried.
    private(set) var steps = 0
    /// Events that were told again.
    private(set) var repeats = 0
    /// Events that were refused.
    private(set) var refused = 0

    /// Walks all of them, breadth first.
    init() {
        var current = 0
        while current < reached.count {
            let state = reached[current]
            for event in SerialEvent.all {
                steps += 1
                switch SerialTransition.of(event, in: state) {
                case .moves(let next):
                    moves[state, default: [:]][next, default: []].insert(event.name)
                    if !reached.contains(next) { reached.append(next) }
                case .stays: repeats += 1
                case .refused: refused += 1
                }
            }
            current += 1
        }
    }

    /// States that nothing leads out of.
    var terminal: Set<SerialState> { Set(reached.filter { moves[$0] == nil }) }

    /// States from which no path leads to a terminal one.
    var deadEnds: [SerialState] { reached.filter { after($0).union([$0]).isDisjoint(with: terminal) } }

    /// States to which a path leads back: a serial in one of them could be there twice.
    var cycles: [SerialState] { reached.filter { after($0).contains($0) } }

    /// All that can come after a state.
    func after(_ state: SerialState) -> Set<SerialState> {
        var met: Set<SerialState> = []
        var rest = [state]
        while let here = rest.popLast() {
            for next in (moves[here] ?? [:]).keys where met.insert(next).inserted { rest.append(next) }
        }
        return met
    }

    /// The states and what leads from one to another, in the language of Mermaid.
    var diagram: String {
        var lines = ["stateDiagram-v2", "    [*] --> \(reached[0].rawValue)"]
        for state in SerialState.allCases {
            for next in SerialState.allCases {
                guard let events = moves[state]?[next] else { continue }
                lines.append("    \(state.rawValue) --> \(next.rawValue): \(events.sorted().joined(separator: ", "))")
            }
            if terminal.contains(state) { lines.append("    \(state.rawValue) --> [*]") }
        }
        return lines.joined(separator: "\n")
    }
}
