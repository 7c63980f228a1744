/// What `receive` did.
package enum ReceiveDecision: Sendable, Equatable {
    /// Stored; it may be acknowledged once the transaction is durable.
    case accepted
    /// It was received before. Nothing runs; the receipt that answered it, if there is one still, is sent again.
    case duplicate(receipt: StoredReceipt?)
    /// Its counter or its id was used for something else. Nothing was stored; quarantine.
    case counterReuse
    /// Commands before it are missing. Nothing was stored; ask for `expected` again.
    case gap(expected: Int64)
    /// Its counter was used, but what for is no longer remembered. Nothing was stored and nothing may run.
    case replayedBeyondMemory
}
