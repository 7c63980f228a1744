import Database
import Ledger

/// Reads the pages of the books.
struct LedgerReading {
    let money: PageMoney

    /// How many of the newest transfers the first page shows.
    private static let newest = 20
    private static let rows = 50

    static func path(account: String) -> String { "/operator/ledger/account?id=\(PercentEncoding.encode(account))" }

    func overview(in work: Work) throws -> LedgerPage {
        let accounts = try SQLLedgerStore(work.transaction).accounts()
        let books = Dictionary(grouping: accounts, by: \.ledger).sorted { $0.key < $1.key }.map(book)
        let newest = try work.transaction.rows(
            "SELECT * FROM transfer ORDER BY timestamp DESC LIMIT $limit",
            ["limit": .integer(Int64(Self.newest))]
        ).map { row(try Transfer(row: $0), work.now) }
        return LedgerPage(books: books, isEmpty: books.isEmpty, transfers: newest)
    }

    func account(_ id: String, cursor: String?, in work: Work) throws -> AccountPage {
        guard let account = try SQLLedgerStore(work.transaction).account(AccountID(id)) else {
            throw CoordinatorError(.notFound, "There is no account \(id.prefix(80)).")
        }
        var search = TransferSearch()
        search.account = id
        search.limit = Self.rows
        search.cursor = cursor
        let page = try search.page(in: work)
        let (name, explanation) = LedgerWords.role(account.code)
        func text(_ minor: Int64) -> String { money.text(minor, account.ledger) }
        return AccountPage(
            name: "\(name), \(account.ledger)",
            explanation: explanation,
            id: id,
            asset: account.ledger,
            balance: text(Self.balance(account)),
            debitsPosted: text(account.debitsPosted),
            creditsPosted: text(account.creditsPosted),
            debitsPending: text(account.debitsPending),
            creditsPending: text(account.creditsPending),
            transfers: page.items.map { row($0, work.now) },
            isEmpty: page.items.isEmpty,
            next: page.next.map { "\(Self.path(account: id))&cursor=\(PercentEncoding.encode($0))" },
            first: cursor == nil ? nil : Self.path(account: id)
        )
    }

    func check(in work: Work) throws -> CheckPage {
        let findings = try SQLLedgerStore(work.transaction).check()
        return CheckPage(
            isRight: findings.isEmpty,
            findings: findings.map { .init(kind: $0.kind.rawValue, subject: $0.subject, text: $0.text) },
            at: PageTime(work.now.milliseconds, now: work.now)
        )
    }

    private func book(_ asset: String, _ accounts: [Account]) -> LedgerPage.Book {
        let isBalanced =
            accounts.reduce(Int64(0)) { $0 &+ $1.debitsPosted &- $1.creditsPosted } == 0
            && accounts.reduce(Int64(0)) { $0 &+ $1.debitsPending &- $1.creditsPending } == 0
        let order = Dictionary(AccountRole.allCases.enumerated().map { ($1.rawValue, $0) }) { first, _ in first }
        return LedgerPage.Book(
            asset: asset,
            isPlayMoney: asset.hasPrefix("SANDBOX-"),
            balance: isBalanced ? Badge(.good, "Debits equal credits") : Badge(.danger, "Does not balance"),
            accounts: accounts.sorted { (order[$0.code] ?? .max, $0.id.text) < (order[$1.code] ?? .max, $1.id.text) }
                .map { account in
                    let (name, explanation) = LedgerWords.role(account.code)
                    let pending = max(account.debitsPending, account.creditsPending)
                    return LedgerPage.AccountRow(
                        name: name,
                        explanation: explanation,
                        path: Self.path(account: account.id.text),
                        balance: money.text(Self.balance(account), asset),
                        pending: pending == 0 ? nil : money.text(pending, asset)
                    )
                }
        )
    }

    /// What is on the account's normal side.
    private static func balance(_ account: Account) -> Int64 {
        let debit = account.debitsPosted - account.creditsPosted
        return AccountRole(rawValue: account.code)?.side == .credit ? -debit : debit
    }

    private func row(_ transfer: Transfer, _ now: Moment) -> TransferRow {
        let kind =
            if transfer.flags.contains(.pending) {
                Badge(.plain, "Set aside")
            } else if transfer.flags.contains(.postPending) {
                Badge(.good, "Made final")
            } else if transfer.flags.contains(.voidPending) {
                Badge(.plain, "Given back")
            } else {
                Badge(.good, "Booked")
            }
        let sale = transfer.userData.isEmpty ? nil : transfer.userData
        return TransferRow(
            at: PageTime(transfer.timestamp / 1_000_000, now: now),
            amount: money.text(transfer.amount, transfer.ledger),
            kind: kind,
            step: LedgerWords.step(transfer.code),
            from: Self.short(transfer.debitAccount),
            fromPath: Self.path(account: transfer.debitAccount.text),
            to: Self.short(transfer.creditAccount),
            toPath: Self.path(account: transfer.creditAccount.text),
            sale: sale.map(MachineReading.short),
            salePath: sale.map(SaleReading.path)
        )
    }

    /// The role in an account's name, `owner/role/asset`.
    private static func short(_ account: AccountID) -> String {
        let parts = account.text.split(separator: "/")
        return parts.count == 3 ? LedgerWords.role(String(parts[1])).name : account.text
    }
}
