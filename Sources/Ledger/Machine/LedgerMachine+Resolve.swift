extension LedgerMachine {
    /// A transfer that posts or voids a pending one.
    static func resolve(
        _ transfer: Transfer,
        at timestamp: Int64,
        staging batch: inout StagedBatch,
        over store: some LedgerStore
    ) throws -> ResultCode {
        guard let pending = try batch.transfer(transfer.pendingID, in: store) else { return .pendingTransferNotFound }
        if let refusal = refusal(of: transfer, resolving: pending) { return refusal }
        if let earlier = try batch.resolution(of: pending.id, in: store) {
            return earlier.flags.contains(.postPending) ? .pendingTransferAlreadyPosted : .pendingTransferAlreadyVoided
        }
        guard var debit = try batch.account(pending.debitAccount, in: store),
            var credit = try batch.account(pending.creditAccount, in: store),
            debit.debitsPending >= pending.amount, credit.creditsPending >= pending.amount,
            debit.debitsPosted <= .max - pending.amount, credit.creditsPosted <= .max - pending.amount
        else {
            throw LedgerError(
                .storeInconsistent,
                "pending transfer \(pending.id) is not in the balances of \(pending.debitAccount) and"
                    + " \(pending.creditAccount); run the ledger check"
            )
        }
        let amount = min(transfer.amount, pending.amount)
        debit.debitsPending -= pending.amount
        credit.creditsPending -= pending.amount
        if transfer.flags.contains(.postPending) {
            debit.debitsPosted += amount
            credit.creditsPosted += amount
        }
        var created = transfer
        created.debitAccount = pending.debitAccount
        created.creditAccount = pending.creditAccount
        created.ledger = pending.ledger
        created.amount = amount
        created.timestamp = timestamp
        batch.create(created, debit: debit, credit: credit)
        return .created
    }

    private static func refusal(of transfer: Transfer, resolving pending: Transfer) -> ResultCode? {
        if !pending.flags.contains(.pending) { return .pendingTransferNotPending }
        if !transfer.debitAccount.isEmpty, transfer.debitAccount != pending.debitAccount {
            return .pendingTransferHasDifferentDebitAccount
        }
        if !transfer.creditAccount.isEmpty, transfer.creditAccount != pending.creditAccount {
            return .pendingTransferHasDifferentCreditAccount
        }
        if !transfer.ledger.isEmpty, transfer.ledger != pending.ledger { return .pendingTransferHasDifferentLedger }
        if transfer.amount == Transfer.wholePendingAmount || transfer.amount == pending.amount { return nil }
        if transfer.amount > pending.amount { return .exceedsPendingTransferAmount }
        return transfer.flags.contains(.voidPending) ? .pendingTransferHasDifferentAmount : nil
    }
}
