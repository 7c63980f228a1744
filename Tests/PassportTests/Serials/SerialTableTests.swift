import Passport
import TestSupport
import Testing

@Suite("The table of serial states")
struct SerialTableTests {
    @Test func theCommittedTableIsTheGeneratedOne() throws {
        try GeneratedFile.verify("docs/generated/serial-states.md", contents: Self.table())
    }

    @Test func everyLifeEndsAndNoneComesBack() throws {
        let model = SerialModel()
        #expect(Set(model.reached) == Set(SerialState.allCases))
        #expect(model.deadEnds == [])
        #expect(model.cycles == [])
        #expect(model.terminal == [.destroyed, .invalid])
        // What stands on a product, or may, is never written on another.
        for state in [SerialState.encoded, .commissioned, .sampled, .scrapped, .inactive, .destroyed, .released] {
            #expect(model.after(state).isDisjoint(with: [.allocated, .encoded]), "\(state)")
        }
        // A run ends, whatever is open when it does.
        for state in model.reached where !state.isEndOfRun {
            #expect(model.after(state).contains { $0.isEndOfRun }, "\(state)")
        }
        // The comment of each state says what may follow.
        let documented = try DocumentedSuccessors.read("Sources/Passport/Serials/SerialState.swift")
        for state in SerialState.allCases {
            #expect(documented[state.rawValue] == Set(state.successors.map(\.rawValue)), "\(state)")
        }
    }

    private static let columns: [(String, SerialEvent)] = SerialEvent.all.compactMap { event in
        switch event {
        case .scrap(.inDoubt): ("scrap, in doubt", event)
        case .scrap(.unreadable): ("scrap", event)
        case .scrap: nil
        default: (event.name, event)
        }
    }

    private static func table() -> String {
        let model = SerialModel()
        let rows = SerialState.allCases.map { state in
            let cells = columns.map { _, event in
                switch SerialTransition.of(event, in: state) {
                case .moves(let next): next.rawValue
                case .stays: "="
                case .refused(let refusal): "*\(refusal.rawValue)*"
                }
            }
            return "| `\(state.rawValue)` | \(state.number) | \(cells.joined(separator: " | ")) |"
        }
        return """
            <!-- Generated from the passport. To renew it: make docs -->
            # States of a serial

            What an event (column) does to a serial in a state (row): the next state, `=` when it is told again and
            changes nothing, or in italics why it is refused. The number is that of OPC 30260. Reasons to scrap:
            \(ScrapReason.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")); all but the first take the
            column "scrap".

            | state | no. | \(columns.map(\.0).joined(separator: " | ")) |
            |---|---|\(columns.map { _ in "---" }.joined(separator: "|"))|
            \(rows.joined(separator: "\n"))

            Walked breadth first from `unassigned`: \(model.reached.count) states and \(model.steps) pairs of state and
            event (scrapping once for each reason). \(model.steps - model.repeats - model.refused) of them move the
            serial, \(model.repeats) tell again what is so, and \(model.refused) are refused for a reason. No path leads
            back to a state that was left, and from each one leads to the end.

            ```mermaid
            \(model.diagram)
            ```

            """
    }
}
