/// Which of the waiting requests is sent next; within one, the oldest.
package enum ModbusPriority: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// What is asked for again and again: states and counters.
    case poll
    /// What changes something.
    case write
    /// What makes the machine safe. It is tried even while its device is left alone.
    case stop

    package static func < (left: ModbusPriority, right: ModbusPriority) -> Bool { left.rawValue < right.rawValue }
}
