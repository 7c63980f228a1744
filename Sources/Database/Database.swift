/// The one surface over the engines: SQLite in one file, PostgreSQL for several coordinators.
///
/// A body is synchronous and runs on a thread of the database's own. It may be **run again** from its start (PostgreSQL
/// repeats a transaction that lost a serialisation race, SQLite one whose batch was rolled back), so it has no effect
/// outside the transaction. An error inside it undoes all that the body did.
package protocol Database: Sendable {
    /// Runs the body in one serialisable transaction and returns its value after the commit is durable.
    ///
    /// - Throws: what the body throws, or `DatabaseError`; in both cases nothing was changed, but for `.ioFailure`:
    ///   after it nobody knows, and the process has to stop and read the database again.
    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T

    /// Runs the body on one committed snapshot, beside the writer. It sees all that was committed before the call; a
    /// statement that would change something fails with `.readOnly`. Read in pages: a snapshot held for long lets the
    /// log of changes grow.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T

    /// How it has been doing since it was opened. Asks nothing of the database's threads.
    var statistics: DatabaseStatistics { get }

    /// Takes nothing more, finishes what was accepted, and returns when the database is closed.
    func close() async
}
