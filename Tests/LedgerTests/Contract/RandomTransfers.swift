import Ledger
import TestSupport

/// Batches of transfers that are partly nonsense, from a seed: few accounts and ids, so that they meet.
struct RandomTransfers {
    static let accounts = [
        Account(id: "A", owner: "acme", ledger: "LTC", code: "rail"),
        Account(id: "B", owner: "acme", ledger: "LTC", code: "sales", flags: .debitsMustNotExceedCredits),
        Account(id: "C", owner: "acme", ledger: "LTC", code: "stock", flags: .creditsMustNotExceedDebits),
        Account(id: "D", owner: "acme", ledger: "EUR", code: "rail"),
        Account(id: "E", owner: "acme", ledger: "EUR", code: "sales", flags: .debitsMustNotExceedCredits),
    ]

    private var generator: SplitMix64
    private var newest: UInt64 = 0
    private var sent: [Transfer] = []

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    /// The next batch, of 1 to 12 transfers.
    mutating func batch() -> [Transfer] {
        var batch = (0..<Int.random(in: 1...12, using: &generator)).map { _ in transfer() }
        if chance(95), let last = batch.popLast() { batch.append(last.unlinked) }
        sent += batch
        return batch
    }

    private mutating func transfer() -> Transfer {
        if chance(10), let old = sent.randomElement(using: &generator) { return old }
        let flags: TransferFlags = chance(20) ? .linked : []
        if chance(35), let pending = sent.last(where: { $0.flags.contains(.pending) }), chance(90) {
            let target = chance(70) ? pending.id : id(new: false)
            return chance(50)
                ? .voiding(target, id: id(new: true), code: "void", flags: flags)
                : .posting(target, id: id(new: true), amount: postAmount(pending.amount), code: "post", flags: flags)
        }
        let ledger = chance(70) ? "LTC" : "EUR"
        let same = RandomTransfers.accounts.filter { $0.ledger == ledger }.map(\.id)
        return Transfer(
            id: id(new: true),
            debitAccount: account(same),
            creditAccount: account(same),
            amount: amount(),
            ledger: ledger,
            code: "move",
            flags: chance(40) ? flags.union(.pending) : flags
        )
    }

    private mutating func account(_ accounts: [AccountID]) -> AccountID {
        chance(3) ? "missing" : accounts.randomElement(using: &generator) ?? "missing"
    }

    private mutating func amount() -> Int64 {
        chance(2) ? .max - Int64.random(in: 0...50, using: &generator) : Int64.random(in: 0...100, using: &generator)
    }

    private mutating func postAmount(_ pending: Int64) -> Int64 {
        chance(50) ? Transfer.wholePendingAmount : Int64.random(in: 0...max(1, pending), using: &generator)
    }

    private mutating func id(new: Bool) -> TransferID {
        if new || newest == 0 { newest += 1 }
        return TransferID(high: 0, low: new ? newest : UInt64.random(in: 1...newest, using: &generator))
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }
}

extension Transfer {
    /// The same, not linked to the next one.
    var unlinked: Transfer {
        Transfer(
            id: id,
            debitAccount: debitAccount,
            creditAccount: creditAccount,
            amount: amount,
            pendingID: pendingID,
            ledger: ledger,
            code: code,
            userData: userData,
            flags: flags.subtracting(.linked)
        )
    }
}
