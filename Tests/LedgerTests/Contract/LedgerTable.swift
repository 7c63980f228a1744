import Testing

/// One case of the ledger's contract: an empty ledger, then the rows.
struct LedgerTable: Sendable, CustomTestStringConvertible {
    let name: String
    let rows: String

    var testDescription: String { name }

    /// Every case that a store has to pass.
    static let all = [
        accounts, accountRetries, movement, identity, shape, retries, accountsOfATransfer, twoPhases, partialPost,
        resolutionRefusals, differingResolutions, resolutionRetries, limits, limitsOfPending, failedStaysFailed,
        overflows, overflowsTogether, chains, chainOpen, chainsAndFailures, batches,
    ]

    private static let accounts = LedgerTable(
        name: "accounts are created and refused",
        rows: """
            account A LTC                                  | created
            account B LTC debits<=credits                  | created
            account C LTC credits<=debits                  | created
            account D LTC debits<=credits credits<=debits  | flagsAreMutuallyExclusive
            account D LTC timestamp=5                      | timestampMustBeZero
            account - LTC                                  | idMustNotBeEmpty
            account long LTC                               | fieldTooLong
            account D long                                 | fieldTooLong
            account D LTC owner=-                          | ownerMustNotBeEmpty
            account D -                                    | ledgerMustNotBeEmpty
            account D LTC code=-                           | codeMustNotBeEmpty
            account D LTC debits=5                         | balancesMustBeZero
            balances A 0 0 0 0
            """
    )

    private static let accountRetries = LedgerTable(
        name: "an account is created once",
        rows: """
            account A LTC                                  | created
            account B LTC                                  | created
            transfer 1 A B 7                               | created
            account A LTC                                  | exists
            account A LTC debits<=credits                  | existsWithDifferentFlags
            account A LTC owner=other                      | existsWithDifferentOwner
            account A EUR                                  | existsWithDifferentLedger
            account A LTC code=credit                      | existsWithDifferentCode
            balances A 0 7 0 0
            """
    )

    private static let movement = LedgerTable(
        name: "a transfer moves its amount",
        rows: """
            account A LTC                                  | created
            account B LTC                                  | created
            transfer 1 A B 100                             | created
            transfer 2 B A 30                              | created
            balances A 0 100 0 30
            balances B 0 30 0 100
            state 1                                        | none
            """
    )

    private static let identity = LedgerTable(
        name: "ids that mean nothing are refused",
        rows: """
            account A LTC                                  | created
            account B LTC                                  | created
            transfer 0 A B 1                               | idMustNotBeZero
            transfer max A B 1                             | idMustNotBeMaximum
            transfer 1 A B 1 timestamp=7                   | timestampMustBeZero
            transfer 1 A B 1                               | created
            """
    )

    private static let shape = LedgerTable(
        name: "malformed transfers are refused and may be corrected under the same id",
        rows: """
            account A LTC                                  | created
            account B LTC                                  | created
            transfer 1 A B 1 pending posting pending=9     | flagsAreMutuallyExclusive
            transfer 1 A B 1 pending voiding pending=9     | flagsAreMutuallyExclusive
            transfer 1 A B 1 posting voiding pending=9     | flagsAreMutuallyExclusive
            transfer 1 A B 1 user=long                     | fieldTooLong
            transfer 1 A B 1 code=long                     | fieldTooLong
            transfer 1 long B 1                            | fieldTooLong
            transfer 1 A B 1 pending=9                     | pendingIDMustBeZero
            transfer 1 - B 1                               | debitAccountMustNotBeEmpty
            transfer 1 A - 1                               | creditAccountMustNotBeEmpty
            transfer 1 A A 1                               | accountsMustBeDifferent
            transfer 1 A B 0                               | amountMustBePositive
            transfer 1 A B -5                              | amountMustBePositive
            transfer 1 A B 1 ledger=-                      | ledgerMustNotBeEmpty
            transfer 1 A B 1 code=-                        | codeMustNotBeEmpty
            post 1 0                                       | pendingIDMustNotBeZero
            void 1 max                                     | pendingIDMustNotBeMaximum
            post 1 1                                       | pendingIDMustBeDifferent
            post 1 2 0                                     | amountMustBePositive
            transfer 1 A B 1                               | created
            balances A 0 1 0 0
            """
    )

    private static let retries = LedgerTable(
        name: "the same id with another body is a conflict, with the same body it exists",
        rows: """
            account A LTC                                  | created
            account B LTC                                  | created
            account C LTC                                  | created
            transfer 1 A B 10 user=sale                    | created
            transfer 1 A B 10 user=sale                    | exists
            transfer 1 A B 10 user=sale pending            | existsWithDifferentFlags
            transfer 1 A B 10 user=sale pending=3          | existsWithDifferentPendingID
            transfer 1 C B 10 user=sale                    | existsWithDifferentDebitAccount
            transfer 1 A C 10 user=sale                    | existsWithDifferentCreditAccount
            transfer 1 A B 11 user=sale                    | existsWithDifferentAmount
            transfer 1 A B 10 user=sale ledger=EUR         | existsWithDifferentLedger
            transfer 1 A B 10 user=sale code=other         | existsWithDifferentCode
            transfer 1 A B 10 user=other                   | existsWithDifferentUserData
            balances A 0 10 0 0
            balances B 0 0 0 10
            balances C 0 0 0 0
            """
    )

    private static let accountsOfATransfer = LedgerTable(
        name: "both accounts exist and are of the transfer's asset",
        rows: """
            account A LTC                                  | created
            account B LTC                                  | created
            account E EUR                                  | created
            transfer 1 X B 1                               | debitAccountNotFound
            transfer 2 A X 1                               | creditAccountNotFound
            transfer 3 A E 1                               | accountsMustHaveTheSameLedger
            transfer 4 A B 1 ledger=EUR                    | transferMustHaveTheSameLedgerAsAccounts
            balances A 0 0 0 0
            """
    )

    private static let twoPhases = LedgerTable(
        name: "a pending transfer is posted or voided once",
        rows: """
            account A LTC                                  | created
            account B LTC                                  | created
            transfer 1 A B 100 pending                     | created
            state 1                                        | pending
            balances A 100 0 0 0
            balances B 0 0 100 0
            post 2 1                                       | created
            state 1                                        | posted
            balances A 0 100 0 0
            balances B 0 0 0 100
            post 3 1                                       | pendingTransferAlreadyPosted
            void 4 1                                       | pendingTransferAlreadyPosted
            transfer 5 A B 40 pending                      | created
            void 6 5                                       | created
            state 5                                        | voided
            void 7 5                                       | pendingTransferAlreadyVoided
            post 8 5                                       | pendingTransferAlreadyVoided
            balances A 0 100 0 0
            balances B 0 0 0 100
            """
    )

    private static let partialPost = LedgerTable(
        name: "a post of less releases the rest",
        rows: """
            account A LTC                                  | created
            account B LTC                                  | created
            transfer 1 A B 100 pending                     | created
            post 2 1 101                                   | exceedsPendingTransferAmount
            void 2 1 101                                   | exceedsPendingTransferAmount
            void 2 1 99                                    | pendingTransferHasDifferentAmount
            post 2 1 60                                    | created
            balances A 0 60 0 0
            balances B 0 0 0 60
            post 3 1 40                                    | pendingTransferAlreadyPosted
            transfer 4 A B 100 pending                     | created
            void 5 4 100                                   | created
            """
    )

    private static let resolutionRefusals = LedgerTable(
        name: "only a pending transfer is posted or voided",
        rows: """
            account A LTC                                  | created
            account B LTC                                  | created
            transfer 1 A B 10                              | created
            post 2 1                                       | pendingTransferNotPending
            void 2 1                                       | pendingTransferNotPending
            post 3 9                                       | pendingTransferNotFound
            void 4 9                                       | pendingTransferNotFound
            transfer 9 A B 10 pending                      | created
            post 3 9                                       | idAlreadyFailed
            post 2 9                                       | created
            post 5 2                                       | pendingTransferNotPending
            """
    )

    private static let differingResolutions = LedgerTable(
        name: "what a post or void repeats has to be the same",
        rows: """
            account A LTC                                  | created
            account B LTC                                  | created
            account C LTC                                  | created
            transfer 1 A B 10 pending                      | created
            post 2 1 10 debit=C                            | pendingTransferHasDifferentDebitAccount
            post 2 1 10 credit=C                           | pendingTransferHasDifferentCreditAccount
            void 2 1 10 ledger=EUR                         | pendingTransferHasDifferentLedger
            post 2 1 10 debit=A credit=B ledger=LTC        | created
            """
    )

    private static let resolutionRetries = LedgerTable(
        name: "a post or void can be asked for again",
        rows: """
            account A LTC                                  | created
            account B LTC                                  | created
            account C LTC                                  | created
            transfer 1 A B 10 pending                      | created
            transfer 2 A B 10 pending                      | created
            post 3 1                                       | created
            post 3 1                                       | exists
            post 3 1 10 debit=A credit=B ledger=LTC        | exists
            post 3 1 9                                     | existsWithDifferentAmount
            post 3 2                                       | existsWithDifferentPendingID
            void 3 1                                       | existsWithDifferentFlags
            post 3 1 10 debit=C                            | existsWithDifferentDebitAccount
            post 3 1 10 credit=C                           | existsWithDifferentCreditAccount
            post 3 1 10 ledger=EUR                         | existsWithDifferentLedger
            void 4 2                                       | created
            void 4 2                                       | exists
            transfer 1 A B 10 pending                      | exists
            balances A 0 10 0 0
            """
    )

    private static let limits = LedgerTable(
        name: "an account keeps its limit",
        rows: """
            account R LTC                                  | created
            account L LTC debits<=credits                  | created
            account S LTC credits<=debits                  | created
            transfer 1 L R 1                               | exceedsCredits
            transfer 2 R L 50                              | created
            transfer 3 L R 51                              | exceedsCredits
            transfer 4 L R 50                              | created
            transfer 5 R S 1                               | exceedsDebits
            transfer 6 S R 50                              | created
            transfer 7 R S 50                              | created
            transfer 8 R S 1                               | exceedsDebits
            balances L 0 50 0 50
            balances S 0 50 0 50
            """
    )

    private static let limitsOfPending = LedgerTable(
        name: "what is pending counts against the limit and gives nothing",
        rows: """
            account R LTC                                  | created
            account L LTC debits<=credits                  | created
            transfer 1 R L 50 pending                      | created
            transfer 2 L R 1                               | exceedsCredits
            post 3 1                                       | created
            transfer 4 L R 30 pending                      | created
            transfer 5 L R 21                              | exceedsCredits
            transfer 6 L R 20                              | created
            post 7 4 10                                    | created
            transfer 8 L R 20                              | created
            transfer 9 L R 1 pending                       | exceedsCredits
            balances L 0 50 0 50
            """
    )

    private static let failedStaysFailed = LedgerTable(
        name: "an id that failed for a reason that may pass stays failed",
        rows: """
            account R LTC                                  | created
            account L LTC debits<=credits                  | created
            transfer 1 L R 5                               | exceedsCredits
            transfer 2 R N 5                               | creditAccountNotFound
            transfer 3 N R 5                               | debitAccountNotFound
            account N LTC                                  | created
            transfer 4 R L 100                             | created
            transfer 1 L R 5                               | idAlreadyFailed
            transfer 1 L R 6                               | idAlreadyFailed
            transfer 2 R N 5                               | idAlreadyFailed
            transfer 3 N R 5                               | idAlreadyFailed
            transfer 5 L R 5                               | created
            balances L 0 5 0 100
            balances N 0 0 0 0
            """
    )

    private static let overflows = LedgerTable(
        name: "no balance overflows",
        rows: """
            account A LTC                                  | created
            account B LTC                                  | created
            account C LTC                                  | created
            transfer 1 A B max-10                          | created
            transfer 2 A C 11                              | overflowsDebitsPosted
            transfer 3 C B 11                              | overflowsCreditsPosted
            transfer 4 A B 10                              | created
            balances A 0 max 0 0
            account D LTC                                  | created
            account E LTC                                  | created
            transfer 5 D E max-10 pending                  | created
            transfer 6 D C 11 pending                      | overflowsDebitsPending
            transfer 7 C E 11 pending                      | overflowsCreditsPending
            post 8 5                                       | created
            balances D 0 max-10 0 0
            balances E 0 0 0 max-10
            """
    )

    private static let overflowsTogether = LedgerTable(
        name: "pending and posted together do not overflow, so that no post can",
        rows: """
            account A LTC                                  | created
            account B LTC                                  | created
            account C LTC                                  | created
            transfer 1 A B max-10 pending                  | created
            transfer 2 A C 11                              | overflowsDebits
            transfer 3 C B 11                              | overflowsCredits
            transfer 4 A C 10                              | created
            post 5 1                                       | created
            transfer 2 A C 1                               | idAlreadyFailed
            balances A 0 max 0 0
            """
    )

    private static let chains = LedgerTable(
        name: "a chain succeeds or fails as one",
        rows: """
            account A LTC                                  | created
            account B LTC                                  | created
            account E EUR                                  | created
            transfer 1 A B 5 linked                        | created
            transfer 2 B A 3                               | created
            transfer 3 A B 7 linked                        | linkedEventFailed
            transfer 4 A B 7 linked pending                | linkedEventFailed
            transfer 5 A E 7 linked                        | accountsMustHaveTheSameLedger
            transfer 6 A B 7                               | linkedEventFailed
            balances A 0 5 0 3
            balances B 0 3 0 5
            state 4                                        | none
            transfer 3 A B 7                               | created
            transfer 7 A B 9 pending                       | created
            post 8 7 linked                                | linkedEventFailed
            transfer 9 A A 1                               | accountsMustBeDifferent
            state 7                                        | pending
            post 8 7                                       | created
            transfer 1 A B 5 linked                        | exists
            transfer 2 B A 3                               | exists
            transfer 1 A B 5 linked                        | exists
            transfer 10 B A 3                              | linkedEventFailed
            transfer 10 B A 3                              | created
            """
    )

    private static let chainOpen = LedgerTable(
        name: "a chain has an end",
        rows: """
            account A LTC                                  | created
            account B LTC                                  | created
            batch
            transfer 1 A B 5                               | created
            transfer 2 A B 5 linked                        | linkedEventFailed
            transfer 3 A B 5 linked                        | linkedEventChainOpen
            end
            balances A 0 5 0 0
            """
    )

    private static let chainsAndFailures = LedgerTable(
        name: "in a failed chain only the transfer that failed stays failed",
        rows: """
            account R LTC                                  | created
            account L LTC debits<=credits                  | created
            transfer 1 R L 5 linked                        | linkedEventFailed
            transfer 2 L R 6                               | exceedsCredits
            transfer 3 R L 50                              | created
            transfer 1 R L 5                               | created
            transfer 2 L R 6                               | idAlreadyFailed
            transfer 4 R L 1 linked                        | linkedEventFailed
            transfer 2 L R 6                               | idAlreadyFailed
            balances L 0 0 0 55
            """
    )

    private static let batches = LedgerTable(
        name: "a call sees its own earlier transfers",
        rows: """
            account R LTC                                  | created
            account L LTC debits<=credits                  | created
            batch
            transfer 1 L R 5                               | exceedsCredits
            transfer 1 L R 5                               | idAlreadyFailed
            transfer 2 R L 10                              | created
            transfer 2 R L 10                              | exists
            transfer 3 L R 10 pending                      | created
            transfer 4 L R 1                               | exceedsCredits
            post 5 3 4                                     | created
            void 6 3                                       | pendingTransferAlreadyPosted
            transfer 7 R L 1 linked                        | linkedEventFailed
            transfer 8 R R 1                               | accountsMustBeDifferent
            transfer 9 L R 6                               | created
            end
            balances L 0 10 0 10
            balances R 0 10 0 10
            """
    )
}
