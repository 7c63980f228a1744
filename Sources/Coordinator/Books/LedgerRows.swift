internal import Database
internal import Ledger

extension Account {
    init(row: DatabaseRow) throws {
        self.init(
            id: AccountID(try row.text("id")),
            owner: try row.text("owner"),
            ledger: try row.text("ledger"),
            code: try row.text("code"),
            flags: AccountFlags(rawValue: try row.int64("flags")),
            debitsPending: try row.int64("debits_pending"),
            debitsPosted: try row.int64("debits_posted"),
            creditsPending: try row.int64("credits_pending"),
            creditsPosted: try row.int64("credits_posted"),
            timestamp: try row.int64("timestamp")
        )
    }

    var balanceBindings: [String: DatabaseValue] {
        [
            "id": .text(id.text),
            "debitsPending": .integer(debitsPending),
            "debitsPosted": .integer(debitsPosted),
            "creditsPending": .integer(creditsPending),
            "creditsPosted": .integer(creditsPosted),
        ]
    }
}

extension Transfer {
    init(row: DatabaseRow) throws {
        self.init(
            id: try TransferID(column: row.blob("id")),
            debitAccount: AccountID(try row.text("debit_account")),
            creditAccount: AccountID(try row.text("credit_account")),
            amount: try row.int64("amount"),
            pendingID: try row.optionalBlob("pending_id").map(TransferID.init(column:)) ?? .zero,
            ledger: try row.text("ledger"),
            code: try row.text("code"),
            userData: try row.text("user_data"),
            flags: TransferFlags(rawValue: try row.int64("flags")),
            timestamp: try row.int64("timestamp"),
            traceparent: try row.optionalText("traceparent")
        )
    }
}

extension TransferID {
    fileprivate init(column bytes: [UInt8]) throws {
        guard bytes.count == 16, let id = TransferID(bytes: bytes) else {
            throw LedgerError(.storeInconsistent, "a transfer's id has \(bytes.count) bytes instead of 16")
        }
        self = id
    }
}
