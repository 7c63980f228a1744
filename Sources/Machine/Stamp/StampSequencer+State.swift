extension StampSequencer {
    /// Where a unit is. A deadline is a time of the monotonic clock in nanoseconds.
    enum State: Equatable, Sendable {
        /// Made, not begun. Next: `checking`, or `marking` when it recovers an intent; `finished`.
        case idle
        /// Reading state and counters. Next: `awaitingIntent`, `finished`.
        case checking(until: UInt64)
        /// The intent is being written. Next: `loading`, `finished`.
        case awaitingIntent(until: UInt64)
        /// The payload is being written; its request has a deadline of its own. Next: `confirming`.
        case loading
        /// Reading the payload back, and the counters once more. Next: `commanding`, `finished`.
        case confirming(until: UInt64)
        /// The command is being written. Next: `marking`, `reconciling`, `rejecting`.
        case commanding(until: UInt64)
        /// The command's write is in doubt or was refused: reading the counters. Next: `commanding`, `marking`,
        /// `verifying`, `rejecting`, `finished`.
        case reconciling(until: UInt64)
        /// Reading the counters until the command is acknowledged. Next: `verifying`, `rejecting`, `finished`.
        case marking(until: UInt64)
        /// Reading what the reader saw. Next: `rejecting`, `finished`.
        case verifying(until: UInt64)
        /// The reject gate is being told. Next: `confirmingReject`, `finished`.
        case rejecting(until: UInt64)
        /// Reading whether the reject gate was told. Next: `rejecting`, `finished`.
        case confirmingReject(until: UInt64)
        /// The result is out. Next: none.
        case finished

        /// When the state ends by itself.
        var deadline: UInt64? {
            switch self {
            case .idle, .loading, .finished: nil
            case .checking(let time), .awaitingIntent(let time), .confirming(let time),
                .commanding(let time), .reconciling(let time), .marking(let time), .verifying(let time),
                .rejecting(let time), .confirmingReject(let time):
                time
            }
        }
    }

    /// A request whose answer is waited for.
    struct Request: Equatable, Sendable {
        var number: Int
        /// When it is given up: a write is then in doubt.
        var until: UInt64
        var isWrite: Bool
    }
}
