/// One movement of an amount from a debit to a credit account. Once created it never changes.
package struct Transfer: Hashable, Sendable, Identifiable {
    /// Made by the caller; see `TransferID`.
    package let id: TransferID
    /// The account whose debits grow.
    package internal(set) var debitAccount: AccountID
    /// The account whose credits grow.
    package internal(set) var creditAccount: AccountID
    /// In minor units, above 0. To post or void all of a pending transfer, `wholePendingAmount`.
    package internal(set) var amount: Int64
    /// The pending transfer that this one posts or voids; else zero.
    package let pendingID: TransferID
    /// The asset's code; it has to be that of both accounts.
    package internal(set) var ledger: String
    /// Why: which step of which process, such as `dispatched`.
    package let code: String
    /// What it belongs to, such as the id of a sale. May be empty.
    package let userData: String
    /// What it does.
    package let flags: TransferFlags
    /// When it was created, in the ledger's strictly rising time; 0 before that.
    package internal(set) var timestamp: Int64
    /// What caused it, a W3C trace context. A note beside the transfer: another one does not make it another transfer.
    package var traceparent: String?

    /// Makes a transfer to be created; a store also gives the timestamp it kept.
    package init(
        id: TransferID,
        debitAccount: AccountID,
        creditAccount: AccountID,
        amount: Int64,
        pendingID: TransferID = .zero,
        ledger: String,
        code: String,
        userData: String = "",
        flags: TransferFlags = [],
        timestamp: Int64 = 0,
        traceparent: String? = nil
    ) {
        self.id = id
        self.debitAccount = debitAccount
        self.creditAccount = creditAccount
        self.amount = amount
        self.pendingID = pendingID
        self.ledger = ledger
        self.code = code
        self.userData = userData
        self.flags = flags
        self.timestamp = timestamp
        self.traceparent = traceparent
    }

    /// As the amount of a transfer that posts or voids: all that is pending.
    package static let wholePendingAmount = Int64.max
}

extension Transfer {
    /// A transfer that makes a pending one happen; less than the pending amount releases the rest.
    package static func posting(
        _ pendingID: TransferID,
        id: TransferID,
        amount: Int64 = wholePendingAmount,
        code: String,
        userData: String = "",
        flags: TransferFlags = []
    ) -> Transfer {
        Transfer(
            id: id,
            debitAccount: .ofPending,
            creditAccount: .ofPending,
            amount: amount,
            pendingID: pendingID,
            ledger: "",
            code: code,
            userData: userData,
            flags: flags.union(.postPending)
        )
    }

    /// A transfer that releases a pending one.
    package static func voiding(
        _ pendingID: TransferID,
        id: TransferID,
        code: String,
        userData: String = "",
        flags: TransferFlags = []
    ) -> Transfer {
        Transfer(
            id: id,
            debitAccount: .ofPending,
            creditAccount: .ofPending,
            amount: wholePendingAmount,
            pendingID: pendingID,
            ledger: "",
            code: code,
            userData: userData,
            flags: flags.union(.voidPending)
        )
    }
}
