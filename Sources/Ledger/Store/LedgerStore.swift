/// Where accounts and transfers are kept. A store decides nothing: it finds and keeps what `LedgerMachine` gives it.
/// Whoever owns it makes one call of the machine atomic (one database transaction).
package protocol LedgerStore {
    /// The account of an id.
    func account(_ id: AccountID) throws -> Account?
    /// The transfer of an id.
    func transfer(_ id: TransferID) throws -> Transfer?
    /// The transfer that posted or voided a pending one.
    func resolution(of pendingID: TransferID) throws -> Transfer?
    /// Why an id failed, when it failed for a transient reason.
    func failure(of id: TransferID) throws -> ResultCode?
    /// The last timestamp given to an account or a transfer; 0 when there is none.
    func lastTimestamp() throws -> Int64

    /// Keeps a new account.
    mutating func insert(_ account: Account) throws
    /// Keeps the new balances of an account.
    mutating func update(_ account: Account) throws
    /// Keeps a new transfer. At most one transfer per `pendingID` ever comes.
    mutating func insert(_ transfer: Transfer) throws
    /// Keeps the transient failure of an id, for good.
    mutating func recordFailure(of id: TransferID, _ code: ResultCode, at timestamp: Int64) throws
}

extension LedgerStore {
    /// What became of a pending transfer. nil when there is none of that id.
    package func pendingState(of id: TransferID) throws -> PendingState? {
        guard let transfer = try transfer(id), transfer.flags.contains(.pending) else { return nil }
        guard let resolution = try resolution(of: id) else { return .pending }
        return resolution.flags.contains(.postPending) ? .posted : .voided
    }
}
