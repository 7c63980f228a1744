package import Database

/// All that a handler may touch: one transaction, the time, and new ids. A handler is synchronous and may be run again
/// from its start, so it has no effect outside the transaction; what leaves the process is a row that a service sends.
package struct Work {
    /// The transaction.
    package let transaction: any Transaction
    /// The time of this unit of work.
    package let now: Moment
    /// New ids.
    package let ids: any IdentifierSource

    /// Makes a unit of work.
    package init(transaction: any Transaction, now: Moment, ids: any IdentifierSource) {
        self.transaction = transaction
        self.now = now
        self.ids = ids
    }
}
