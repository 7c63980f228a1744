/// Folds all transfers anew and compares the result with the accounts: the proof that debits equal credits and that
/// every balance is the sum of its transfers. It shares no code with `LedgerMachine`, so a defect there shows here.
/// Memory grows with the accounts and the open pending transfers, not with the transfers.
package struct LedgerCheck: Sendable {
    private struct Fold {
        // debits pending, debits posted, credits pending, credits posted; wide, so that no sum overflows
        var sums: [Int128] = [0, 0, 0, 0]
        var ledgers: Set<String> = []
    }

    private var folds: [AccountID: Fold] = [:]
    private var open: [TransferID: Transfer] = [:]
    private var lastTimestamp: Int64 = 0
    private var found: [LedgerFinding] = []

    /// Starts a check.
    package init() {}

    /// Checks a whole ledger at once.
    package static func findings(accounts: [Account], transfers: [Transfer]) -> [LedgerFinding] {
        var check = LedgerCheck()
        for transfer in transfers { check.add(transfer) }
        return check.findings(accounts: accounts)
    }

    /// Adds the next transfer in the order of timestamps.
    package mutating func add(_ transfer: Transfer) {
        if transfer.amount <= 0 { note(.amountNotPositive, transfer, "its amount is \(transfer.amount)") }
        if transfer.timestamp <= lastTimestamp {
            note(.timeNotRising, transfer, "its time \(transfer.timestamp) is not after \(lastTimestamp)")
        }
        lastTimestamp = max(lastTimestamp, transfer.timestamp)
        if transfer.flags.resolvesPending {
            resolve(transfer)
        } else if transfer.flags.contains(.pending) {
            open[transfer.id] = transfer
            change(transfer, debits: 0, credits: 2, by: transfer.amount)
        } else {
            change(transfer, debits: 1, credits: 3, by: transfer.amount)
        }
    }

    /// What is wrong, with all transfers added; empty when the books are right.
    package func findings(accounts: [Account]) -> [LedgerFinding] {
        var findings = found
        let known = Set(accounts.map(\.id))
        for missing in folds.keys.filter({ !known.contains($0) }).sorted() {
            findings.append(
                LedgerFinding(.accountMissing, subject: missing.text, "transfers name it, and there is no such account")
            )
        }
        for account in accounts.sorted(by: { $0.id < $1.id }) { findings += check(account) }
        return findings + assetFindings(accounts)
    }

    private mutating func resolve(_ transfer: Transfer) {
        guard let pending = open.removeValue(forKey: transfer.pendingID) else {
            note(.badResolution, transfer, "it resolves \(transfer.pendingID), which is not pending, or not any more")
            return
        }
        let isSame =
            transfer.debitAccount == pending.debitAccount && transfer.creditAccount == pending.creditAccount
            && transfer.ledger == pending.ledger
        if !isSame || transfer.amount > pending.amount {
            note(.badResolution, transfer, "it differs from the pending transfer \(pending.id)")
        }
        change(pending, debits: 0, credits: 2, by: -pending.amount)
        if transfer.flags.contains(.postPending) { change(transfer, debits: 1, credits: 3, by: transfer.amount) }
    }

    private mutating func change(_ transfer: Transfer, debits: Int, credits: Int, by amount: Int64) {
        for (account, side) in [(transfer.debitAccount, debits), (transfer.creditAccount, credits)] {
            folds[account, default: Fold()].sums[side] += Int128(amount)
            folds[account, default: Fold()].ledgers.insert(transfer.ledger)
        }
    }

    private mutating func note(_ kind: LedgerFinding.Kind, _ transfer: Transfer, _ text: String) {
        found.append(LedgerFinding(kind, subject: transfer.id.description, text))
    }

    private func check(_ account: Account) -> [LedgerFinding] {
        let fold = folds[account.id] ?? Fold()
        var findings: [LedgerFinding] = []
        for other in fold.ledgers.subtracting([account.ledger]).sorted() {
            let text = "it is of \(account.ledger), and has a transfer of \(other)"
            findings.append(LedgerFinding(.assetDiffers, subject: account.id.text, text))
        }
        let names = ["pending debits", "posted debits", "pending credits", "posted credits"]
        for (name, (kept, summed)) in zip(names, zip(account.balances, fold.sums)) where Int128(kept) != summed {
            let text = "\(name) are \(kept), and its transfers add up to \(summed)"
            findings.append(LedgerFinding(.balanceDiffers, subject: account.id.text, text))
        }
        if account.breaksItsLimit {
            let text = "its balances \(account.balances) break its limit"
            findings.append(LedgerFinding(.limitBroken, subject: account.id.text, text))
        }
        return findings
    }

    private func assetFindings(_ accounts: [Account]) -> [LedgerFinding] {
        var sums: [String: [Int128]] = [:]
        for account in accounts {
            for (side, balance) in account.balances.enumerated() {
                sums[account.ledger, default: [0, 0, 0, 0]][side] += Int128(balance)
            }
        }
        return sums.keys.sorted().flatMap { asset -> [LedgerFinding] in
            let sum = sums[asset] ?? []
            return [("pending", 0, 2), ("posted", 1, 3)].compactMap { name, debits, credits in
                guard sum[debits] != sum[credits] else { return nil }
                let text = "\(name) debits are \(sum[debits]), \(name) credits are \(sum[credits])"
                return LedgerFinding(.unbalanced, subject: asset, text)
            }
        }
    }
}
