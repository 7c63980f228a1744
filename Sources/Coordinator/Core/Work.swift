package import Database
package import Protocol
package import Signals

/// All that a handler may touch: one transaction, the time, and new ids. A handler is synchronous and may be run again
/// from its start, so it has no effect outside the transaction; what leaves the process is a row that a service sends.
package struct Work {
    /// The transaction.
    package let transaction: any Transaction
    /// The time of this unit of work.
    package let now: Moment
    /// New ids.
    package let ids: any IdentifierSource
    /// Signs what the audit log keeps.
    package let auditKey: SigningKey
    /// Wakes those who follow the event log; see `notifyAfterCommit`.
    package let events: ChangeSignal
    /// What is told after the commit, and not at all without one.
    package let notes = WorkNotes()
    private let notices: CommitNotices

    /// Makes a unit of work.
    /// - Parameter notices: where the signals go that are notified after the commit.
    package init(
        transaction: any Transaction,
        now: Moment,
        ids: any IdentifierSource,
        auditKey: SigningKey,
        events: ChangeSignal,
        notices: CommitNotices
    ) {
        self.transaction = transaction
        self.now = now
        self.ids = ids
        self.auditKey = auditKey
        self.events = events
        self.notices = notices
    }

    /// Notifies `signal` once this work is committed, so that whoever it wakes finds what was written. When the work
    /// fails, or is run again, what this run asked for is forgotten. In a `view` nothing is committed, nor notified.
    package func notifyAfterCommit(_ signal: ChangeSignal) { notices.add(signal) }
}
