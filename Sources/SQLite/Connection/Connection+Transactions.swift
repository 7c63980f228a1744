internal import CSQLite

/// How a transaction begins.
package enum TransactionKind: String, Sendable {
    /// Takes the write lock at once, so that it cannot fail half-way for being a reader that wants to write.
    case immediate = "IMMEDIATE"
    /// Takes no lock until the first statement: for reading several things from one snapshot.
    case deferred = "DEFERRED"
}

extension Connection {
    /// Whether a transaction is open. SQLite may roll one back by itself after `.full`, `.ioError` or no memory.
    package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Runs the body in a transaction and commits it; any error rolls it back. Inside a transaction it is a savepoint.
    @discardableResult
    package func transaction<T>(_ kind: TransactionKind = .immediate, _ body: () throws -> T) throws -> T {
        if isInTransaction { return try savepoint(body) }
        try begin(kind)
        do {
            let value = try body()
            try commit()
            return value
        } catch {
            // A failed ROLLBACK must not hide why there was one; `storageFailure` keeps it.
            _ = try? rollback()
            throw error
        }
    }

    /// Runs the body so that an error in it undoes only what the body did.
    @discardableResult
    package func savepoint<T>(_ body: () throws -> T) throws -> T {
        try run("SAVEPOINT step")
        do {
            let value = try body()
            try run("RELEASE step")
            return value
        } catch {
            // After some errors SQLite has rolled back the whole transaction, and the savepoint is gone with it.
            if isInTransaction {
                try run("ROLLBACK TO step")
                try run("RELEASE step")
            }
            throw error
        }
    }

    /// Runs the body; a statement in it that would change something fails with `.readOnly`.
    @discardableResult
    package func reading<T>(_ body: () throws -> T) throws -> T {
        let outer = isReadOnlyScope
        isReadOnlyScope = true
        defer { isReadOnlyScope = outer }
        return try body()
    }

    func begin(_ kind: TransactionKind) throws(SQLiteError) { try execute("BEGIN \(kind.rawValue)") }

    func commit() throws(SQLiteError) { try execute("COMMIT") }

    /// Rolls back what is still open.
    func rollback() throws(SQLiteError) {
        if isInTransaction { try execute("ROLLBACK") }
    }
}
