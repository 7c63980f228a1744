extension LedgerMachine {
    /// Creates accounts in order; each succeeds or fails by itself.
    ///
    /// - Parameters:
    ///   - accounts: at most `LedgerLimits.batch`, with zero balances.
    ///   - time: as for transfers.
    ///   - store: what is read and written. The caller makes the call atomic.
    /// - Returns: one code per account, in order.
    /// - Throws: `LedgerError`, or what the store throws.
    package static func create(
        accounts: [Account],
        at time: Int64,
        in store: inout some LedgerStore
    ) throws -> [AccountResultCode] {
        var timestamp = try firstTimestamp(for: accounts.count, at: time, in: store)
        var codes: [AccountResultCode] = []
        for account in accounts {
            let code =
                try account.identityRefusal ?? store.account(account.id).map(account.comparison)
                ?? account.shapeRefusal ?? .created
            codes.append(code)
            guard code == .created else { continue }
            var created = account
            created.timestamp = timestamp
            timestamp += 1
            try store.insert(created)
        }
        return codes
    }
}

extension Account {
    fileprivate var identityRefusal: AccountResultCode? {
        if timestamp != 0 { return .timestampMustBeZero }
        if id.isEmpty { return .idMustNotBeEmpty }
        let isTooLong =
            [id.text, owner].contains { $0.utf8.count > LedgerLimits.textBytes }
            || [ledger, code].contains { $0.utf8.count > LedgerLimits.codeBytes }
        return isTooLong ? .fieldTooLong : nil
    }

    fileprivate func comparison(with existing: Account) -> AccountResultCode {
        if flags != existing.flags { return .existsWithDifferentFlags }
        if owner != existing.owner { return .existsWithDifferentOwner }
        if ledger != existing.ledger { return .existsWithDifferentLedger }
        if code != existing.code { return .existsWithDifferentCode }
        return .exists
    }

    fileprivate var shapeRefusal: AccountResultCode? {
        if flags.isSuperset(of: [.debitsMustNotExceedCredits, .creditsMustNotExceedDebits]) {
            return .flagsAreMutuallyExclusive
        }
        if balances != [0, 0, 0, 0] { return .balancesMustBeZero }
        if owner.isEmpty { return .ownerMustNotBeEmpty }
        if ledger.isEmpty { return .ledgerMustNotBeEmpty }
        return code.isEmpty ? .codeMustNotBeEmpty : nil
    }
}
