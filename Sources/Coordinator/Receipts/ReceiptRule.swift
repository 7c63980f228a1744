import Faults

/// Where a receipt stands in the dense row of its machine. Pure; there is no time window, only the high-water mark.
package enum ReceiptRule: Equatable, Sendable {
    /// The next one: store and apply it.
    case next
    /// Stored before: acknowledge it again.
    case duplicate
    /// One before it is missing: stop here, the machine sends again from the missing one.
    case gap

    /// Judges sequence `sequence` when everything up to `through` is stored.
    package static func judge(_ sequence: Int64, through: Int64) -> ReceiptRule {
        if sequence <= through { return Mutant.receiptsAppliedAgain.isActive ? .next : .duplicate }
        return sequence == through + 1 ? .next : .gap
    }
}
