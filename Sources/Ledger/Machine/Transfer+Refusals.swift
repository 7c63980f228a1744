extension Transfer {
    /// What is wrong with the id or the timestamp, whatever the ledger holds.
    var identityRefusal: ResultCode? {
        if timestamp != 0 { return .timestampMustBeZero }
        if id == .zero { return .idMustNotBeZero }
        if id == .maximum { return .idMustNotBeMaximum }
        return nil
    }

    /// What is wrong with the rest of it, whatever the ledger holds.
    var shapeRefusal: ResultCode? {
        if flags.areMutuallyExclusive { return .flagsAreMutuallyExclusive }
        if hasTooLongField { return .fieldTooLong }
        if let refusal = flags.resolvesPending ? pendingRefusal : movementRefusal { return refusal }
        if amount <= 0 { return .amountMustBePositive }
        if ledger.isEmpty, !flags.resolvesPending { return .ledgerMustNotBeEmpty }
        if code.isEmpty { return .codeMustNotBeEmpty }
        return nil
    }

    /// How it differs from the transfer of the same id that exists. What it leaves to the pending transfer (accounts,
    /// asset, the whole amount) does not differ.
    func comparison(with existing: Transfer, pending: Transfer?) -> ResultCode {
        let inherits = flags.resolvesPending
        if flags != existing.flags { return .existsWithDifferentFlags }
        if pendingID != existing.pendingID { return .existsWithDifferentPendingID }
        if debitAccount != existing.debitAccount, !(inherits && debitAccount.isEmpty) {
            return .existsWithDifferentDebitAccount
        }
        if creditAccount != existing.creditAccount, !(inherits && creditAccount.isEmpty) {
            return .existsWithDifferentCreditAccount
        }
        let asked = inherits && amount == Transfer.wholePendingAmount ? pending?.amount ?? amount : amount
        if asked != existing.amount { return .existsWithDifferentAmount }
        if ledger != existing.ledger, !(inherits && ledger.isEmpty) { return .existsWithDifferentLedger }
        if code != existing.code { return .existsWithDifferentCode }
        if userData != existing.userData { return .existsWithDifferentUserData }
        return .exists
    }

    private var hasTooLongField: Bool {
        [debitAccount.text, creditAccount.text, userData].contains { $0.utf8.count > LedgerLimits.textBytes }
            || [ledger, code].contains { $0.utf8.count > LedgerLimits.codeBytes }
    }

    private var pendingRefusal: ResultCode? {
        if pendingID == .zero { return .pendingIDMustNotBeZero }
        if pendingID == .maximum { return .pendingIDMustNotBeMaximum }
        if pendingID == id { return .pendingIDMustBeDifferent }
        return nil
    }

    private var movementRefusal: ResultCode? {
        if pendingID != .zero { return .pendingIDMustBeZero }
        if debitAccount.isEmpty { return .debitAccountMustNotBeEmpty }
        if creditAccount.isEmpty { return .creditAccountMustNotBeEmpty }
        if debitAccount == creditAccount { return .accountsMustBeDifferent }
        return nil
    }
}
