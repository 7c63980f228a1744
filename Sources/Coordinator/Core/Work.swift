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
    /// Wakes those who follow the event log.
    package let events: ChangeSignal
    /// Wakes who gives the leaves of the log their places.
    package let leaves: ChangeSignal
    /// What is told after the commit, and not at all without one.
    package let notes = WorkNotes()

    /// Makes a unit of work.
    package init(
        transaction: any Transaction,
        now: Moment,
        ids: any IdentifierSource,
        auditKey: SigningKey,
        events: ChangeSignal,
        leaves: ChangeSignal
    ) {
        self.transaction = transaction
        self.now = now
        self.ids = ids
        self.auditKey = auditKey
        self.events = events
        self.leaves = leaves
    }
}
