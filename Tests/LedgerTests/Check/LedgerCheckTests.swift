import Ledger
import Testing

@Suite("LedgerCheck")
struct LedgerCheckTests {
    @Test func rightBooksHaveNoFinding() throws {
        let store = try rightBooks()
        #expect(LedgerCheck.findings(accounts: store.accounts, transfers: store.transfers) == [])
    }

    @Test func aChangedBalanceIsFoundOnTheAccountAndOnTheAsset() throws {
        let store = try rightBooks()
        let accounts = store.accounts.map { account in
            account.id == "A" ? account.with(debitsPosted: account.debitsPosted + 1) : account
        }
        let findings = LedgerCheck.findings(accounts: accounts, transfers: store.transfers)
        #expect(findings.map(\.kind) == [.balanceDiffers, .unbalanced])
        #expect(findings.first?.text == "posted debits are 61, and its transfers add up to 60")
        #expect(findings.last?.text == "posted debits are 61, posted credits are 60")
    }

    @Test func aMissingTransferIsFound() throws {
        let store = try rightBooks()
        let findings = LedgerCheck.findings(accounts: store.accounts, transfers: Array(store.transfers.dropLast()))
        #expect(Set(findings.map(\.kind)) == [.balanceDiffers])
        #expect(Set(findings.map(\.subject)) == ["A", "B"])
    }

    @Test func aMissingAccountIsFound() throws {
        let store = try rightBooks()
        let accounts = store.accounts.filter { $0.id != "B" }
        let kinds = LedgerCheck.findings(accounts: accounts, transfers: store.transfers).map(\.kind)
        #expect(kinds == [.accountMissing, .unbalanced, .unbalanced])
    }

    @Test func aBrokenLimitIsFound() {
        let account = Account(
            id: "A",
            owner: "acme",
            ledger: "LTC",
            code: "c",
            flags: .debitsMustNotExceedCredits,
            debitsPosted: 5
        )
        let findings = LedgerCheck.findings(accounts: [account], transfers: [])
        #expect(findings.map(\.kind) == [.balanceDiffers, .limitBroken, .unbalanced])
    }

    @Test func whatCannotBeInALedgerIsFound() {
        let accounts = ["A", "B"].map { Account(id: AccountID($0), owner: "acme", ledger: "LTC", code: "c") }
        let transfers = [
            transfer(1, 0, at: 5),
            transfer(2, 4, at: 5, ledger: "EUR"),
            transfer(3, 4, at: 6, pending: 1, flags: .postPending),
            transfer(4, 4, at: 7, flags: .pending),
            transfer(5, 9, at: 8, pending: 4, flags: .postPending),
        ]
        let findings = LedgerCheck.findings(accounts: accounts, transfers: transfers)
        let kinds = findings.map(\.kind)
        #expect(kinds.prefix(4) == [.amountNotPositive, .timeNotRising, .badResolution, .badResolution])
        #expect(kinds.contains(.assetDiffers))
    }

    private func rightBooks() throws -> InMemoryLedgerStore {
        var store = InMemoryLedgerStore()
        var script = LedgerScript(
            """
            account A LTC                | created
            account B LTC                | created
            transfer 1 A B 100 pending   | created
            transfer 2 A B 25 pending    | created
            post 3 1 60                  | created
            """
        )
        try #require(try script.run(in: &store) == [])
        return store
    }

    private func transfer(
        _ id: UInt64,
        _ amount: Int64,
        at timestamp: Int64,
        pending: UInt64 = 0,
        ledger: String = "LTC",
        flags: TransferFlags = []
    ) -> Transfer {
        Transfer(
            id: TransferID(high: 0, low: id),
            debitAccount: "A",
            creditAccount: "B",
            amount: amount,
            pendingID: TransferID(high: 0, low: pending),
            ledger: ledger,
            code: "t",
            flags: flags,
            timestamp: timestamp
        )
    }
}

extension Account {
    fileprivate func with(debitsPosted: Int64) -> Account {
        Account(
            id: id,
            owner: owner,
            ledger: ledger,
            code: code,
            flags: flags,
            debitsPending: debitsPending,
            debitsPosted: debitsPosted,
            creditsPending: creditsPending,
            creditsPosted: creditsPosted,
            timestamp: timestamp
        )
    }
}
