/// What became of one transfer of a call, in falling precedence: the first that applies is given. The model and the
/// names are those of TigerBeetle (docs.tigerbeetle.com/reference/requests/create_transfers).
package enum ResultCode: String, CaseIterable, Sendable {
    case created
    case linkedEventFailed
    case linkedEventChainOpen
    case timestampMustBeZero
    case idMustNotBeZero
    case idMustNotBeMaximum
    case existsWithDifferentFlags
    case existsWithDifferentPendingID
    case existsWithDifferentDebitAccount
    case existsWithDifferentCreditAccount
    case existsWithDifferentAmount
    case existsWithDifferentLedger
    case existsWithDifferentCode
    case existsWithDifferentUserData
    case exists
    case idAlreadyFailed
    case flagsAreMutuallyExclusive
    case fieldTooLong
    case pendingIDMustBeZero
    case pendingIDMustNotBeZero
    case pendingIDMustNotBeMaximum
    case pendingIDMustBeDifferent
    case debitAccountMustNotBeEmpty
    case creditAccountMustNotBeEmpty
    case accountsMustBeDifferent
    case amountMustBePositive
    case ledgerMustNotBeEmpty
    case codeMustNotBeEmpty
    case pendingTransferNotFound
    case pendingTransferNotPending
    case pendingTransferHasDifferentDebitAccount
    case pendingTransferHasDifferentCreditAccount
    case pendingTransferHasDifferentLedger
    case exceedsPendingTransferAmount
    case pendingTransferHasDifferentAmount
    case pendingTransferAlreadyPosted
    case pendingTransferAlreadyVoided
    case debitAccountNotFound
    case creditAccountNotFound
    case accountsMustHaveTheSameLedger
    case transferMustHaveTheSameLedgerAsAccounts
    case overflowsDebitsPending
    case overflowsCreditsPending
    case overflowsDebitsPosted
    case overflowsCreditsPosted
    case overflowsDebits
    case overflowsCredits
    case exceedsCredits
    case exceedsDebits

    /// Whether the transfer is in the ledger as asked for, now or since an earlier call.
    package var isApplied: Bool { self == .created || self == .exists }

    /// Whether the same transfer might succeed at another moment. Such a failure is kept, and the id stays failed
    /// (`idAlreadyFailed`): a late retry must not move money that its caller has given up. A new try needs a new id.
    package var isTransient: Bool {
        switch self {
        case .pendingTransferNotFound, .debitAccountNotFound, .creditAccountNotFound, .overflowsDebitsPending,
            .overflowsCreditsPending, .overflowsDebitsPosted, .overflowsCreditsPosted, .overflowsDebits,
            .overflowsCredits, .exceedsCredits, .exceedsDebits:
            true
        default: false
        }
    }
}
