/// A store in memory, for tests, simulation and for folding a ledger anew.
package struct InMemoryLedgerStore: LedgerStore, Sendable {
    private var accountsByID: [AccountID: Account] = [:]
    private var accountOrder: [AccountID] = []
    private var transfersByID: [TransferID: Transfer] = [:]
    private var transferOrder: [TransferID] = []
    private var resolutions: [TransferID: TransferID] = [:]
    private var failures: [TransferID: ResultCode] = [:]
    private var last: Int64 = 0

    /// Makes an empty store.
    package init() {}

    /// All accounts in the order of their making.
    package var accounts: [Account] { accountOrder.compactMap { accountsByID[$0] } }

    /// All transfers in the order of their making.
    package var transfers: [Transfer] { transferOrder.compactMap { transfersByID[$0] } }

    package func account(_ id: AccountID) -> Account? { accountsByID[id] }

    package func transfer(_ id: TransferID) -> Transfer? { transfersByID[id] }

    package func resolution(of pendingID: TransferID) -> Transfer? {
        resolutions[pendingID].flatMap { transfersByID[$0] }
    }

    package func failure(of id: TransferID) -> ResultCode? { failures[id] }

    package func lastTimestamp() -> Int64 { last }

    package mutating func insert(_ account: Account) {
        precondition(accountsByID[account.id] == nil, "an account is inserted once")
        accountsByID[account.id] = account
        accountOrder.append(account.id)
        last = max(last, account.timestamp)
    }

    package mutating func update(_ account: Account) {
        precondition(accountsByID[account.id] != nil, "only a kept account is updated")
        accountsByID[account.id] = account
    }

    package mutating func insert(_ transfer: Transfer) {
        precondition(transfersByID[transfer.id] == nil, "a transfer is inserted once")
        transfersByID[transfer.id] = transfer
        transferOrder.append(transfer.id)
        if transfer.flags.resolvesPending {
            precondition(resolutions[transfer.pendingID] == nil, "a pending transfer is resolved at most once")
            resolutions[transfer.pendingID] = transfer.id
        }
        last = max(last, transfer.timestamp)
    }

    package mutating func recordFailure(of id: TransferID, _ code: ResultCode, at timestamp: Int64) {
        failures[id] = code
    }
}
