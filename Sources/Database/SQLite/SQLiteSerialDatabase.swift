internal import SQLite

/// A SQLite database without threads: everything happens where its caller is and when the caller says so, as a
/// simulator needs it. The same store, batches and transactions as `SQLiteDatabase`. Not `Sendable`: it belongs to the
/// thread that opened it.
package final class SQLiteSerialDatabase {
    private let store: SQLiteStore
    private var fatal: DatabaseError?

    /// Opens or creates the file and brings it to the last migration.
    ///
    /// - Parameter vfs: the SQLite VFS that opens it; nil for the system's own.
    /// - Throws: `DatabaseError`, as `SQLiteDatabase.open` does.
    package init(_ configuration: SQLiteDatabaseConfiguration, migrations: [Migration], vfs: String? = nil) throws {
        do {
            store = try SQLiteStore(configuration, migrations: migrations, vfs: vfs)
        } catch {
            throw DatabaseError.translated(error)
        }
    }

    /// Whether work is still taken: false after an I/O error or damage.
    package var isOpen: Bool { fatal == nil }

    /// Runs the body in one transaction and returns its value after the commit is durable. The body may run twice.
    /// - Throws: what the body throws, or `DatabaseError`; as `Database.write` does.
    package func write<T>(_ body: (any Transaction) throws -> T) throws -> T {
        if let fatal { throw fatal }
        do {
            return try withoutActuallyEscaping(body) { body in
                var value: T?
                let job = GroupCommitJob<SQLiteStore>(
                    perform: { value = try SQLiteTransaction.perform(on: $0.connection, body) },
                    finish: { _ in }
                )
                var batch = GroupCommitBatch(store: store)
                let report = batch.run(job)
                fatal = report.fatal.map { DatabaseError($0) }
                if let error = report.results.first?.error { throw error }
                guard let value else { preconditionFailure("a job that succeeded has run and left a value") }
                return value
            }
        } catch {
            throw DatabaseError.translated(error)
        }
    }

    /// Runs the body on one snapshot. A statement in it that would change something fails with `.readOnly`.
    /// - Throws: what the body throws, or `DatabaseError`.
    package func read<T>(_ body: (any Transaction) throws -> T) throws -> T {
        if let fatal { throw fatal }
        let connection = store.connection
        do {
            return try connection.reading {
                try connection.transaction(.deferred) { try SQLiteTransaction.perform(on: connection, body) }
            }
        } catch {
            throw DatabaseError.translated(error)
        }
    }

    /// Moves what it can from the WAL to the file, as the writer of `SQLiteDatabase` does now and then.
    /// - Throws: `DatabaseError`.
    package func checkpoint() throws {
        if let fatal { throw fatal }
        do {
            try store.connection.checkpoint()
        } catch {
            // After a failed sync nobody knows what the file holds: as for a failed commit, it has to be read again.
            let failure = DatabaseError(error)
            if failure.code == .ioFailure || failure.code == .corrupt { fatal = failure }
            throw failure
        }
    }
}
