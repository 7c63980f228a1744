package import Database
package import Logging

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

    /// Makes a runtime.
    package init(
        database: any Database,
        ids: any IdentifierSource,
        clock: @escaping @Sendable () -> Moment,
        logger: Logger
    ) {
        self.database = database
        self.ids = ids
        self.clock = clock
        self.logger = logger
    }

    /// Runs a handler in one write transaction and returns after the commit.
    package func perform<Result: Sendable>(
        _ body: @escaping @Sendable (Work) throws -> Result
    ) async throws -> Result {
        let now = clock()
        let ids = ids
        return try await database.write { transaction in
            try body(Work(transaction: transaction, now: now, ids: ids))
        }
    }

    /// Runs a query on a committed snapshot.
    package func view<Result: Sendable>(
        _ body: @escaping @Sendable (Work) throws -> Result
    ) async throws -> Result {
        let now = clock()
        let ids = ids
        return try await database.read { transaction in
            try body(Work(transaction: transaction, now: now, ids: ids))
        }
    }
}
