import Passport
import TestSupport
import Testing

@Suite("The table of serial states")
struct SerialTableTests {
    @Test func theCommittedTableIsTheGeneratedOne() throws {
        try GeneratedFile.verify("docs/generated/serial-states.md", contents: Self.table())
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

            """
    }
}
