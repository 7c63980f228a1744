import Coordinator
import Ledger
import TestSupport
import Testing

@Suite("ChartOfAccounts")
struct ChartOfAccountsTests {
    @Test func everyRoleIsAnAccountOfTheOwnerAndAsset() throws {
        var store = InMemoryLedgerStore()
        let accounts = ChartOfAccounts.accounts(owner: "acme", asset: "USDC-ETH")
        let codes = try LedgerMachine.create(accounts: accounts, at: 1, in: &store)
        #expect(codes == AccountRole.allCases.map { _ in .created })
        let again = try LedgerMachine.create(accounts: accounts, at: 2, in: &store)
        #expect(again == AccountRole.allCases.map { _ in .exists })
        #expect(ChartOfAccounts.id(.refundDue, owner: "acme", asset: "USDC-ETH") == "acme/refundDue/USDC-ETH")
    }

    @Test func theDocumentIsPrintedFromIt() throws {
        try GeneratedFile.verify("docs/generated/chart-of-accounts.md", contents: Self.markdown)
    }

    private static let introduction = """
        # Chart of accounts

        <!-- Generated from ChartOfAccounts. To renew it: make docs -->

        Every owner has these accounts for every asset, named `{owner}/{account}/{asset}`. What moves money between them
        is in [the postings](postings.md).

        | account | normal side | the ledger itself keeps | what it holds |
        |---|---|---|---|
        """

    private static var markdown: String {
        var lines = [introduction]
        for role in AccountRole.allCases {
            let limit =
                switch role.limit {
                case .debitsMustNotExceedCredits: "debits never above credits"
                case .creditsMustNotExceedDebits: "credits never above debits"
                default: ""
                }
            lines.append("| \(role.rawValue) | \(role.side.rawValue) | \(limit) | \(role.explanation) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
