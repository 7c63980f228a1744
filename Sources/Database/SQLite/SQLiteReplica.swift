internal import SQLite

/// A copy of a database, read where its caller is: no thread, no lock, no writer. Not `Sendable`: it belongs to the
/// thread that opened it, which has to be one that may wait for a disk.
package final class SQLiteReplica {
    private let connection: Connection

    /// Opens the copy. Nobody may change the file; a newer copy is another file that is renamed over it.
    /// - Throws: `DatabaseError` when it can't be opened, or is no database.
    package init(path: String) throws {
        do {
            connection = try Connection(path: path, configuration: ConnectionConfiguration(mode: .immutable))
        } catch {
            throw DatabaseError.translated(error)
        }
    }

    /// A question that is asked with every request: whether a query with one parameter has a row.
    package func question(_ sql: String) throws -> (String) throws -> Bool {
        do {
            let query = try PreparedQuery(sql, on: connection)
            return { text in
                do {
                    return try query.hasRow(text)
                } catch {
                    throw DatabaseError.translated(error)
                }
            }
        } catch {
            throw DatabaseError.translated(error)
        }
    }

    /// Runs the body; a statement in it that would change something fails with `.readOnly`. The file never changes, so
    /// there is nothing that a transaction would keep apart.
    package func read<T>(_ body: (any Transaction) throws -> T) throws -> T {
        do {
            return try connection.reading { try SQLiteTransaction.perform(on: connection, body) }
        } catch {
            throw DatabaseError.translated(error)
        }
    }
}
