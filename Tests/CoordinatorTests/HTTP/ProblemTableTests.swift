import TestSupport
import Testing

@testable import Coordinator

@Suite("Problem table")
struct ProblemTableTests {
    @Test func isTheCodesOwn() throws {
        let rows = CoordinatorErrorCode.allCases.sorted { ($0.status, $0.rawValue) < ($1.status, $1.rawValue) }
            .map {
                "| `\($0.rawValue)` | \($0.status) | \($0.title) | `\(CoordinatorErrorCode.typePrefix)\($0.rawValue)` |"
            }
        try GeneratedFile.verify(
            "docs/generated/problems.md",
            contents: """
                # Problems

                What the HTTP API answers instead (RFC 9457). Printed from the code by `make docs`.

                | code | status | title | type |
                |---|---|---|---|
                \(rows.joined(separator: "\n"))

                Machines' routes answer with the codes of the wire besides: `type` is the same prefix and that code.

                """
        )
    }

    @Test func hasATitleOfItsOwnForEveryCode() {
        #expect(Set(CoordinatorErrorCode.allCases.map(\.title)).count == CoordinatorErrorCode.allCases.count)
    }
}
