import Synchronization

/// Whether a transaction appended events: a note that the transaction leaves for whoever wakes the log's readers after
/// the commit. It changes nothing that is stored, so running the transaction again does no harm.
package final class AppendedEvents: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Nothing appended yet.
    package init() {}

    /// Whether there was any.
    package var any: Bool { flag.load(ordering: .acquiring) }

    /// There was one.
    package func note() { flag.store(true, ordering: .releasing) }
}
