/// What became of a pending transfer. It is resolved at most once, by a transfer; time alone never resolves it.
package enum PendingState: String, CaseIterable, Sendable {
    /// The amount is reserved.
    case pending
    /// It happened, whole or in part.
    case posted
    /// It was released.
    case voided
}
