/// What became of one account of a call, in falling precedence: the first that applies is given.
package enum AccountResultCode: String, CaseIterable, Sendable {
    case created
    case timestampMustBeZero
    case idMustNotBeEmpty
    case fieldTooLong
    case existsWithDifferentFlags
    case existsWithDifferentOwner
    case existsWithDifferentLedger
    case existsWithDifferentCode
    case exists
    case flagsAreMutuallyExclusive
    case balancesMustBeZero
    case ownerMustNotBeEmpty
    case ledgerMustNotBeEmpty
    case codeMustNotBeEmpty

    /// Whether the account is there as asked for, now or since an earlier call.
    package var isApplied: Bool { self == .created || self == .exists }

    /// What it means and what to do, for the documentation and for messages.
    package var explanation: String {
        switch self {
        case .created: "The account was created."
        case .timestampMustBeZero: "The ledger gives the timestamp; leave it 0."
        case .idMustNotBeEmpty: "The account has no id."
        case .fieldTooLong: "A text is longer than the ledger's limits."
        case .existsWithDifferentFlags: "An account of this id exists with other flags; flags never change."
        case .existsWithDifferentOwner: "An account of this id exists and belongs to another owner."
        case .existsWithDifferentLedger: "An account of this id exists for another asset."
        case .existsWithDifferentCode: "An account of this id exists with another code."
        case .exists: "The same account exists already; as good as `created`."
        case .flagsAreMutuallyExclusive: "An account keeps at most one of the two limits."
        case .balancesMustBeZero: "A new account starts with zero balances; move money into it by a transfer."
        case .ownerMustNotBeEmpty: "Every account belongs to an owner."
        case .ledgerMustNotBeEmpty: "Every account is of one asset."
        case .codeMustNotBeEmpty: "Every account says what kind it is."
        }
    }
}
