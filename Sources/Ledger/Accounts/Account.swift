/// One account of one asset. Its balances change only through transfers.
package struct Account: Hashable, Sendable, Identifiable {
    /// Its name.
    package let id: AccountID
    /// Whose it is: an operator or a brand.
    package let owner: String
    /// The asset's code. Only accounts of the same asset transfer to each other.
    package let ledger: String
    /// What kind of account it is, such as `sales`.
    package let code: String
    /// The limit it keeps.
    package let flags: AccountFlags
    /// Debits reserved by pending transfers, in minor units.
    package internal(set) var debitsPending: Int64
    /// Debits that happened, in minor units.
    package internal(set) var debitsPosted: Int64
    /// Credits reserved by pending transfers, in minor units.
    package internal(set) var creditsPending: Int64
    /// Credits that happened, in minor units.
    package internal(set) var creditsPosted: Int64
    /// When it was made, in the ledger's strictly rising time; 0 before that.
    package internal(set) var timestamp: Int64

    /// Makes an account to be created; a store also gives the balances and the timestamp it kept.
    package init(
        id: AccountID,
        owner: String,
        ledger: String,
        code: String,
        flags: AccountFlags = [],
        debitsPending: Int64 = 0,
        debitsPosted: Int64 = 0,
        creditsPending: Int64 = 0,
        creditsPosted: Int64 = 0,
        timestamp: Int64 = 0
    ) {
        self.id = id
        self.owner = owner
        self.ledger = ledger
        self.code = code
        self.flags = flags
        self.debitsPending = debitsPending
        self.debitsPosted = debitsPosted
        self.creditsPending = creditsPending
        self.creditsPosted = creditsPosted
        self.timestamp = timestamp
    }
}

extension Account {
    /// The four balances in the order debits pending, debits posted, credits pending, credits posted.
    package var balances: [Int64] { [debitsPending, debitsPosted, creditsPending, creditsPosted] }

    /// Whether the balances break the account's own limit.
    package var breaksItsLimit: Bool {
        let (debits, debitsOverflow) = debitsPending.addingReportingOverflow(debitsPosted)
        let (credits, creditsOverflow) = creditsPending.addingReportingOverflow(creditsPosted)
        if flags.contains(.debitsMustNotExceedCredits), debitsOverflow || debits > creditsPosted { return true }
        return flags.contains(.creditsMustNotExceedDebits) && (creditsOverflow || credits > debitsPosted)
    }
}
