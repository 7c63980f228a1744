package import Database
package import Ledger

/// The ledger in the tables of `LedgerSchema`. One call of `LedgerMachine` happens inside the transaction it is made
/// with, together with whatever caused it.
package struct SQLLedgerStore: LedgerStore {
    let transaction: any Transaction

    /// Makes a store for the length of a transaction.
    package init(_ transaction: any Transaction) { self.transaction = transaction }

    package func account(_ id: AccountID) throws -> Account? {
        try transaction.first("SELECT * FROM account WHERE id = $id", ["id": .text(id.text)]).map(Account.init(row:))
    }

    package func transfer(_ id: TransferID) throws -> Transfer? {
        try transaction.first("SELECT * FROM transfer WHERE id = $id", ["id": .blob(id.bytes)]).map(Transfer.init(row:))
    }

    package func resolution(of pendingID: TransferID) throws -> Transfer? {
        try transaction.first("SELECT * FROM transfer WHERE pending_id = $id", ["id": .blob(pendingID.bytes)])
            .map(Transfer.init(row:))
    }

    package func failure(of id: TransferID) throws -> ResultCode? {
        let row = try transaction.first("SELECT code FROM transfer_failure WHERE id = $id", ["id": .blob(id.bytes)])
        guard let text = try row?.text("code") else { return nil }
        guard let code = ResultCode(rawValue: text) else {
            throw LedgerError(.storeInconsistent, "transfer \(id) failed with \"\(text)\", which is no result code")
        }
        return code
    }

    package func lastTimestamp() throws -> Int64 {
        let row = try transaction.first(
            """
            SELECT coalesce((SELECT max(timestamp) FROM account), 0) AS accounts,
                coalesce((SELECT max(timestamp) FROM transfer), 0) AS transfers
            """
        )
        guard let row else { return 0 }
        return max(try row.int64("accounts"), try row.int64("transfers"))
    }

    package mutating func insert(_ account: Account) throws {
        try transaction.execute(
            """
            INSERT INTO account (id, owner, ledger, code, flags,
                debits_pending, debits_posted, credits_pending, credits_posted, timestamp)
            VALUES ($id, $owner, $ledger, $code, $flags,
                $debitsPending, $debitsPosted, $creditsPending, $creditsPosted, $timestamp)
            """,
            account.balanceBindings.merging([
                "owner": .text(account.owner), "ledger": .text(account.ledger), "code": .text(account.code),
                "flags": .integer(account.flags.rawValue), "timestamp": .integer(account.timestamp),
            ]) { first, _ in first }
        )
    }

    package mutating func update(_ account: Account) throws {
        let changed = try transaction.execute(
            """
            UPDATE account SET debits_pending = $debitsPending, debits_posted = $debitsPosted,
                credits_pending = $creditsPending, credits_posted = $creditsPosted
            WHERE id = $id
            """,
            account.balanceBindings
        )
        guard changed == 1 else {
            throw LedgerError(.storeInconsistent, "account \(account.id) is gone; run the ledger check")
        }
    }

    package mutating func insert(_ transfer: Transfer) throws {
        try transaction.execute(
            """
            INSERT INTO transfer (id, debit_account, credit_account, amount, pending_id, ledger, code, user_data,
                flags, timestamp, traceparent)
            VALUES ($id, $debit, $credit, $amount, $pending, $ledger, $code, $userData, $flags, $timestamp, $trace)
            """,
            [
                "id": .blob(transfer.id.bytes), "debit": .text(transfer.debitAccount.text),
                "credit": .text(transfer.creditAccount.text), "amount": .integer(transfer.amount),
                "pending": transfer.pendingID == .zero ? .null : .blob(transfer.pendingID.bytes),
                "ledger": .text(transfer.ledger), "code": .text(transfer.code), "userData": .text(transfer.userData),
                "flags": .integer(transfer.flags.rawValue), "timestamp": .integer(transfer.timestamp),
                "trace": .text(transfer.traceparent),
            ]
        )
    }

    package mutating func recordFailure(of id: TransferID, _ code: ResultCode, at timestamp: Int64) throws {
        try transaction.execute(
            "INSERT INTO transfer_failure (id, code, timestamp) VALUES ($id, $code, $timestamp)",
            ["id": .blob(id.bytes), "code": .text(code.rawValue), "timestamp": .integer(timestamp)]
        )
    }
}
