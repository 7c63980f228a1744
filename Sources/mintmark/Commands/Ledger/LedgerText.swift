/// The books as people read them.
enum LedgerText {
    /// The accounts.
    static func accounts(_ accounts: [Answers.Accounts.Account], _ presentation: Presentation) -> String {
        guard !accounts.isEmpty else { return "The books have no account yet: the first sale opens them.\n" }
        var table = Table([
            .text("ACCOUNT"), .text("OWNER"), .number("DEBITS"), .number("CREDITS"), .number("BALANCE"),
            .number("PENDING DEBITS"), .number("PENDING CREDITS"),
        ])
        for account in accounts {
            table.add([
                .init(account.id), .init(account.owner), amount(account.debitsPosted, account),
                amount(account.creditsPosted, account), .init(balance(account)), amount(account.debitsPending, account),
                amount(account.creditsPending, account),
            ])
        }
        return table.text(presentation)
    }

    /// The transfers.
    static func transfers(_ transfers: [Answers.Transfers.Transfer], _ presentation: Presentation) -> String {
        guard !transfers.isEmpty else { return "No transfer is like that.\n" }
        var table = Table([
            .text("STEP"), .number("AMOUNT"), .text("DEBIT"), .text("CREDIT"), .text("KIND"), .text("SALE"),
        ])
        for transfer in transfers {
            table.add([
                .init(transfer.step), .init(AmountText.whole(transfer.amount, transfer.asset)), .init(transfer.debit),
                .init(transfer.credit), .init(transfer.kind, transfer.kind == "void" ? .faint : .plain),
                .init(transfer.sale),
            ])
        }
        return table.text(presentation)
    }

    /// What the check found.
    static func check(_ check: Answers.LedgerCheck, _ presentation: Presentation) -> String {
        guard !check.balanced else {
            return presentation.text("The books balance: debits equal credits, per asset.", .good) + "\n"
        }
        var table = Table([.text("FINDING"), .text("SUBJECT"), .words("WHAT IS WRONG")])
        for finding in check.findings {
            table.add([.init(Words.of(finding.kind), .bad), .init(finding.subject), .init(finding.text)])
        }
        return table.text(presentation)
    }

    private static func amount(_ minor: String, _ account: Answers.Accounts.Account) -> Table.Cell {
        .init(AmountText.whole(minor, account.asset), minor == "0" ? .faint : .plain)
    }

    /// Credits less debits, of what is posted.
    private static func balance(_ account: Answers.Accounts.Account) -> String {
        guard let debits = Int64(account.debitsPosted), let credits = Int64(account.creditsPosted) else { return "?" }
        let (difference, overflow) = credits.subtractingReportingOverflow(debits)
        return overflow ? "?" : AmountText.whole(String(difference), account.asset)
    }
}
