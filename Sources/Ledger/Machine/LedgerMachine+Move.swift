extension LedgerMachine {
    /// A transfer that moves or reserves an amount.
    static func move(
        _ transfer: Transfer,
        at timestamp: Int64,
        staging batch: inout StagedBatch,
        over store: some LedgerStore
    ) throws -> ResultCode {
        guard var debit = try batch.account(transfer.debitAccount, in: store) else { return .debitAccountNotFound }
        guard var credit = try batch.account(transfer.creditAccount, in: store) else { return .creditAccountNotFound }
        guard debit.ledger == credit.ledger else { return .accountsMustHaveTheSameLedger }
        guard transfer.ledger == debit.ledger else { return .transferMustHaveTheSameLedgerAsAccounts }
        if let refusal = overflow(of: transfer, debit: debit, credit: credit) { return refusal }
        if transfer.flags.contains(.pending) {
            debit.debitsPending += transfer.amount
            credit.creditsPending += transfer.amount
        } else {
            debit.debitsPosted += transfer.amount
            credit.creditsPosted += transfer.amount
        }
        // Only the side that grows: an account may break its other limit no further by this transfer.
        if debit.flags.contains(.debitsMustNotExceedCredits), debit.breaksItsLimit { return .exceedsCredits }
        if credit.flags.contains(.creditsMustNotExceedDebits), credit.breaksItsLimit { return .exceedsDebits }
        var created = transfer
        created.timestamp = timestamp
        batch.create(created, debit: debit, credit: credit)
        return .created
    }

    private static func overflow(of transfer: Transfer, debit: Account, credit: Account) -> ResultCode? {
        func overflows(_ terms: Int64...) -> Bool {
            var sum = transfer.amount
            for term in terms {
                let (next, overflow) = sum.addingReportingOverflow(term)
                if overflow { return true }
                sum = next
            }
            return false
        }
        if transfer.flags.contains(.pending) {
            if overflows(debit.debitsPending) { return .overflowsDebitsPending }
            if overflows(credit.creditsPending) { return .overflowsCreditsPending }
        } else {
            if overflows(debit.debitsPosted) { return .overflowsDebitsPosted }
            if overflows(credit.creditsPosted) { return .overflowsCreditsPosted }
        }
        // Checked now for pending and posted together, so that no later post can overflow.
        if overflows(debit.debitsPending, debit.debitsPosted) { return .overflowsDebits }
        if overflows(credit.creditsPending, credit.creditsPosted) { return .overflowsCredits }
        return nil
    }
}
