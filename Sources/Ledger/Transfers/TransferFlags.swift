/// What a transfer does. `pending`, `postPending` and `voidPending` exclude each other.
package struct TransferFlags: OptionSet, Hashable, Sendable {
    package let rawValue: Int64

    package init(rawValue: Int64) { self.rawValue = rawValue }

    /// Succeeds or fails as one with the next transfer of the call. The last of a chain does not carry it.
    package static let linked = TransferFlags(rawValue: 1 << 0)
    /// Reserves the amount; a later transfer posts or voids it.
    package static let pending = TransferFlags(rawValue: 1 << 1)
    /// Makes a pending transfer happen, whole or in part; the rest is released.
    package static let postPending = TransferFlags(rawValue: 1 << 2)
    /// Releases a pending transfer.
    package static let voidPending = TransferFlags(rawValue: 1 << 3)

    /// Whether it posts or voids another transfer.
    package var resolvesPending: Bool { contains(.postPending) || contains(.voidPending) }

    var areMutuallyExclusive: Bool {
        let kinds: [TransferFlags] = [.pending, .postPending, .voidPending]
        return kinds.count(where: { contains($0) }) > 1
    }
}
