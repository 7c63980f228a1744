extension ResultCode {
    /// What it means and what to do, for the documentation and for messages.
    package var explanation: String {
        switch self {
        case .created: "The transfer was created."
        case .linkedEventFailed: "Another transfer of the same chain failed, so this one was not created either."
        case .linkedEventChainOpen: "The last transfer of the call is `linked`, so its chain has no end."
        case .timestampMustBeZero: "The ledger gives the timestamp; leave it 0."
        case .idMustNotBeZero: "The id is zero, which means no transfer."
        case .idMustNotBeMaximum: "The id is the largest number, which is reserved."
        case .existsWithDifferentFlags, .existsWithDifferentPendingID, .existsWithDifferentDebitAccount,
            .existsWithDifferentCreditAccount, .existsWithDifferentAmount, .existsWithDifferentLedger,
            .existsWithDifferentCode, .existsWithDifferentUserData:
            "A transfer of this id exists and differs in this field; two causes share one id, which is a defect."
        case .exists: "The same transfer exists already; as good as `created`."
        case .idAlreadyFailed: "This id failed before for a reason that may have passed; try again with a new id."
        case .flagsAreMutuallyExclusive: "A transfer is at most one of `pending`, `postPending` and `voidPending`."
        case .fieldTooLong: "A text is longer than the ledger's limits."
        case .debitAccountMustNotBeEmpty: "The debit account is missing."
        case .creditAccountMustNotBeEmpty: "The credit account is missing."
        case .accountsMustBeDifferent: "An account cannot transfer to itself."
        case .amountMustBePositive: "The amount is 0 or negative; to release a pending amount, void it."
        case .ledgerMustNotBeEmpty: "The asset is missing."
        case .codeMustNotBeEmpty: "The code that says why is missing."
        default: stateExplanation
        }
    }

    /// For the codes that depend on what the ledger holds, and on pending transfers.
    private var stateExplanation: String {
        switch self {
        case .pendingIDMustBeZero: "Only a transfer that posts or voids names a pending one."
        case .pendingIDMustNotBeZero: "A transfer that posts or voids has to name the pending one."
        case .pendingIDMustNotBeMaximum: "The pending id is the largest number, which is reserved."
        case .pendingIDMustBeDifferent: "A transfer cannot post or void itself."
        case .pendingTransferNotFound: "There is no transfer of the pending id."
        case .pendingTransferNotPending: "The transfer to post or void is not a pending one."
        case .pendingTransferHasDifferentDebitAccount: "The pending transfer has another debit account."
        case .pendingTransferHasDifferentCreditAccount: "The pending transfer has another credit account."
        case .pendingTransferHasDifferentLedger: "The pending transfer is of another asset."
        case .exceedsPendingTransferAmount: "More is posted than is pending."
        case .pendingTransferHasDifferentAmount: "A void releases all; to keep a part, post that part."
        case .pendingTransferAlreadyPosted: "The pending transfer was posted before."
        case .pendingTransferAlreadyVoided: "The pending transfer was voided before."
        case .debitAccountNotFound: "There is no such debit account."
        case .creditAccountNotFound: "There is no such credit account."
        case .accountsMustHaveTheSameLedger: "The accounts are of different assets; exchange takes two transfers."
        case .transferMustHaveTheSameLedgerAsAccounts: "The amount is of another asset than the accounts."
        case .overflowsDebitsPending: "The pending debits would exceed 64 bits."
        case .overflowsCreditsPending: "The pending credits would exceed 64 bits."
        case .overflowsDebitsPosted: "The posted debits would exceed 64 bits."
        case .overflowsCreditsPosted: "The posted credits would exceed 64 bits."
        case .overflowsDebits: "Pending and posted debits together would exceed 64 bits."
        case .overflowsCredits: "Pending and posted credits together would exceed 64 bits."
        case .exceedsCredits: "The debit account would owe more than it has been credited."
        case .exceedsDebits: "The credit account would be credited more than it has been debited."
        default: "The transfer was not created."
        }
    }
}
