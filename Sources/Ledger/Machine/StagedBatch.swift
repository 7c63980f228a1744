/// What one call of the machine has decided so far, over a store that it only reads. A chain that fails is taken back
/// here, so that a store needs no rollback, and each changed account is written once per call.
struct StagedBatch {
    private var accounts: [AccountID: Account] = [:]
    private var changed: [AccountID] = []
    private var changedSet: Set<AccountID> = []
    private var transfers: [TransferID: Transfer] = [:]
    private var created: [TransferID] = []
    private var resolutions: [TransferID: TransferID] = [:]
    private var failures: [TransferID: ResultCode] = [:]
    private var failed: [TransferID] = []
    private var chainStart = 0
    private var before: [Account] = []

    mutating func account(_ id: AccountID, in store: some LedgerStore) throws -> Account? {
        if let staged = accounts[id] { return staged }
        let kept = try store.account(id)
        accounts[id] = kept
        return kept
    }

    func transfer(_ id: TransferID, in store: some LedgerStore) throws -> Transfer? {
        try transfers[id] ?? store.transfer(id)
    }

    func resolution(of id: TransferID, in store: some LedgerStore) throws -> Transfer? {
        if let staged = resolutions[id] { return transfers[staged] }
        return try store.resolution(of: id)
    }

    func failure(of id: TransferID, in store: some LedgerStore) throws -> ResultCode? {
        try failures[id] ?? store.failure(of: id)
    }

    /// From here on `takeBackChain` undoes what was created.
    mutating func beginChain() {
        chainStart = created.count
        before.removeAll(keepingCapacity: true)
    }

    mutating func create(_ transfer: Transfer, debit: Account, credit: Account) {
        for account in [debit, credit] {
            if let old = accounts[account.id] { before.append(old) }
            accounts[account.id] = account
            if changedSet.insert(account.id).inserted { changed.append(account.id) }
        }
        transfers[transfer.id] = transfer
        created.append(transfer.id)
        if transfer.flags.resolvesPending { resolutions[transfer.pendingID] = transfer.id }
    }

    /// Undoes the transfers of the current chain. Failures stay: an id that failed stays failed.
    mutating func takeBackChain() {
        for id in created[chainStart...] {
            guard let transfer = transfers.removeValue(forKey: id) else { continue }
            if transfer.flags.resolvesPending { resolutions[transfer.pendingID] = nil }
        }
        created.removeSubrange(chainStart...)
        for account in before.reversed() { accounts[account.id] = account }
        before.removeAll(keepingCapacity: true)
    }

    mutating func fail(_ id: TransferID, _ code: ResultCode) {
        failures[id] = code
        failed.append(id)
    }

    /// Writes everything to the store, always in the same order.
    func write(to store: inout some LedgerStore, at timestamp: Int64) throws {
        for id in changed {
            if let account = accounts[id] { try store.update(account) }
        }
        for id in created {
            if let transfer = transfers[id] { try store.insert(transfer) }
        }
        for id in failed {
            if let code = failures[id] { try store.recordFailure(of: id, code, at: timestamp) }
        }
    }
}
