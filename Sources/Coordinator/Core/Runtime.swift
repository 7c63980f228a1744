package import Database
package import Logging
package import Protocol
package import Signals

/// What every service of one coordinator shares.
package struct Runtime: Sendable {
    /// The store.
    package let database: any Database
    /// Where ids come from.
    package let ids: any IdentifierSource
    /// The wall clock.
    package let clock: @Sendable () -> Moment
    /// Where log lines go.
    package let logger: Logger
    /// Signs what the audit log keeps.
    package let auditKey: SigningKey
    /// Notified after every commit that appended an event.
    package let events = ChangeSignal()

    /// Makes a runtime.
    package init(
        database: any Database,
        ids: any IdentifierSource,
        clock: @escaping @Sendable () -> Moment,
        logger: Logger,
        auditKey: SigningKey
    ) {
        self.database = database
        self.ids = ids
        self.clock = clock
        self.logger = logger
        self.auditKey = auditKey
    }

    /// Runs a handler in one write transaction and returns after the commit, and after everyone was notified of it.
    package func perform<Result: Sendable>(
        _ body: @escaping @Sendable (Work) throws -> Result
    ) async throws -> Result {
        let now = clock()
        let (result, signals) = try await database.write { transaction in
            // A list for each run: what a run that was undone asked for is gone with it.
            let notices = CommitNotices()
            let result = try body(work(transaction, now, notices))
            return (result, notices.signals)
        }
        for signal in signals { signal.notify() }
        return result
    }

    /// Runs a query on a committed snapshot.
    package func view<Result: Sendable>(
        _ body: @escaping @Sendable (Work) throws -> Result
    ) async throws -> Result {
        let now = clock()
        return try await database.read { transaction in try body(work(transaction, now, CommitNotices())) }
    }

    private func work(_ transaction: any Transaction, _ now: Moment, _ notices: CommitNotices) -> Work {
        Work(transaction: transaction, now: now, ids: ids, auditKey: auditKey, events: events, notices: notices)
    }
}
