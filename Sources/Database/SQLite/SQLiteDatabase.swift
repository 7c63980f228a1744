internal import SQLite

/// A database in one file that this process owns: WAL with `synchronous=FULL`.
///
/// One thread writes, many callers sharing one fsync, and is the only checkpointer. A second thread reads through a
/// read-only connection, so that a long report does not hold up the writes.
package final class SQLiteDatabase: Database {
    private let writer: GroupCommitWriter<SQLiteStore>
    private let reader: SQLiteReader
    private let path: String

    /// Opens or creates the file and brings it to the last migration.
    ///
    /// - Parameters:
    ///   - configuration: which file, and its limits.
    ///   - migrations: the schema for SQLite, every step since the first.
    ///   - onFatal: called once, on the writer's thread, after an I/O error or damage; nothing is accepted from then
    ///     on, and the process has to stop.
    /// - Throws: `DatabaseError`: `.owned`, `.unavailable`, `.corrupt`, `.migrationChanged`, `.newerSchema`.
    package static func open(
        _ configuration: SQLiteDatabaseConfiguration,
        migrations: [Migration],
        onFatal: @escaping @Sendable (DatabaseError) -> Void
    ) async throws -> SQLiteDatabase {
        do {
            let writer = try await GroupCommitWriter<SQLiteStore>.start(
                configuration: GroupCommitConfiguration(
                    maximumQueuedJobs: configuration.maximumWaiting,
                    threadName: "database-writer"
                ),
                onFatal: { onFatal(DatabaseError($0)) },
                makeStore: { try SQLiteStore(configuration, migrations: migrations) }
            )
            do {
                let reader = try await SQLiteReader.start(
                    path: writer.read { $0.connection.path },
                    maximumWaiting: configuration.maximumWaiting
                )
                return SQLiteDatabase(writer: writer, reader: reader, path: configuration.path)
            } catch {
                await writer.close()
                throw error
            }
        } catch {
            throw DatabaseError.translated(error)
        }
    }

    private init(writer: GroupCommitWriter<SQLiteStore>, reader: SQLiteReader, path: String) {
        self.writer = writer
        self.reader = reader
        self.path = path
    }

    package func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        do {
            return try await writer.write { store in try SQLiteTransaction.perform(on: store.connection, body) }
        } catch {
            throw DatabaseError.translated(error)
        }
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        do {
            return try await reader.read(body)
        } catch {
            throw DatabaseError.translated(error)
        }
    }

    package var statistics: DatabaseStatistics {
        DatabaseStatistics(writer.statistics, isOpen: writer.isOpen, path: path)
    }

    package func close() async {
        await reader.close()
        await writer.close()
    }
}
