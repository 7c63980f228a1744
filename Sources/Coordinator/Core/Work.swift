package import Database
package import Protocol

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
    /// Told when an event was appended, so that those who follow the log are woken after the commit.
    package let appended: AppendedEvents
    /// What is told after the commit, and not at all without one.
    package let notes = WorkNotes()

    /// Makes a unit of work.
    package init(
        transaction: any Transaction,
        now: Moment,
        ids: any IdentifierSource,
        auditKey: SigningKey,
        appended: AppendedEvents
    ) {
        self.transaction = transaction
        self.now = now
        self.ids = ids
        self.auditKey = auditKey
        self.appended = appended
    }
}
