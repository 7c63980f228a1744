import Ledger
import TestSupport
import Testing

@Suite("The table of result codes")
struct ResultCodeTableTests {
    @Test func theCommittedTableIsTheGeneratedOne() throws {
        try GeneratedFile.verify("docs/generated/ledger-codes.md", contents: Self.table())
    }

    @Test func everyCodeHasItsOwnWords() {
        let explanations = ResultCode.allCases.filter { !$0.rawValue.hasPrefix("existsWith") }.map(\.explanation)
        #expect(Set(explanations).count == explanations.count)
        #expect(Set(AccountResultCode.allCases.map(\.explanation)).count == AccountResultCode.allCases.count)
    }

    private static func table() -> String {
        let transfers = ResultCode.allCases.map { code in
            "| `\(code.rawValue)` | \(code.isTransient ? "stays failed" : "") | \(code.explanation) |"
        }
        let accounts = AccountResultCode.allCases.map { "| `\($0.rawValue)` | \($0.explanation) |" }
        return """
            <!-- Generated from the ledger. To renew it: make docs -->
            # Result codes of the ledger

            In falling precedence: of several that apply, the first is given. "Stays failed" marks the reasons that may
            pass: the id is kept as failed, and a new try needs a new id.

            ## Transfers

            | code | id | meaning |
            |---|---|---|
            \(transfers.joined(separator: "\n"))

            ## Accounts

            | code | meaning |
            |---|---|
            \(accounts.joined(separator: "\n"))

            """
    }
}
