package import Signals

/// The signals that one run of a handler wants notified once its transaction is committed.
///
/// Notified inside the transaction, a signal wakes people who then look, find nothing and sleep again, and nobody wakes
/// them after the commit.
package final class CommitNotices {
    private var waiting: [ChangeSignal] = []

    /// Makes an empty list.
    package init() {}

    /// Adds a signal; one that is in the list already is notified once.
    package func add(_ signal: ChangeSignal) {
        if !waiting.contains(where: { $0 === signal }) { waiting.append(signal) }
    }

    /// What was added, in its order.
    package var signals: [ChangeSignal] { waiting }
}
