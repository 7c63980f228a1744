package import Database
package import Logging
package import Protocol
package import Signals
package import Prometheus

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
    /// Notified after every commit that appended an event or a machine's health.
    package let events = ChangeSignal()
    /// Notified after every commit that entered a leaf of the log.
    package let leaves = ChangeSignal()
    /// Where everything is counted.
    package let metrics: MetricRegistry

    /// Makes a runtime.
    package init(
        database: any Database,
        ids: any IdentifierSource,
        clock: @escaping @Sendable () -> Moment,
        logger: Logger,
        auditKey: SigningKey,
        metrics: MetricRegistry = MetricRegistry(of: CoordinatorMetric.self)
    ) {
        self.database = database
        self.ids = ids
        self.clock = clock
        self.logger = logger
        self.auditKey = auditKey
        self.metrics = metrics
    }

    /// Runs a handler in one write transaction and returns after the commit, when what it noted was told.
    package func perform<Result: Sendable>(
        _ body: @escaping @Sendable (Work) throws -> Result
    ) async throws -> Result {
        let now = clock()
        let (result, notes) = try await database.write { transaction in
            // Each run notes anew: what a run that was undone noted is gone with it.
            let work = work(transaction, at: now)
            return (try body(work), work.notes.taken)
        }
        notes.tell(metrics, logger)
        return result
    }

    /// Runs a query on a committed snapshot. What it notes is told to nobody.
    package func view<Result: Sendable>(
        _ body: @escaping @Sendable (Work) throws -> Result
    ) async throws -> Result {
        let now = clock()
        return try await database.read { transaction in try body(work(transaction, at: now)) }
    }

    private func work(_ transaction: any Transaction, at now: Moment) -> Work {
        Work(transaction: transaction, now: now, ids: ids, auditKey: auditKey, events: events, leaves: leaves)
    }
}
