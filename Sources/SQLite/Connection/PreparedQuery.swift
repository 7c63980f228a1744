internal import CSQLite

/// A query with one text as its only parameter that is asked again and again: compiled once, with nothing to look up
/// by name. Not `Sendable`: it belongs to its connection's thread.
package final class PreparedQuery {
    private let connection: Connection
    private let statement: Statement

    /// Compiles a query.
    /// - Throws: `invalidSQL` and what else SQLite says of it, or `binding` when it has not one parameter.
    package init(_ sql: String, on connection: Connection) throws(SQLiteError) {
        self.connection = connection
        statement = try connection.prepare(sql)
        guard sqlite3_bind_parameter_count(statement.handle) == 1 else {
            throw SQLiteError(.binding, "one parameter is wanted in: \(sql)")
        }
    }

    /// Whether there is a row for this text.
    package func hasRow(_ text: String) throws(SQLiteError) -> Bool {
        let result = csqlite_bind_text(statement.handle, 1, text, UInt64(text.utf8.count))
        guard result == SQLITE_OK else {
            throw SQLiteError(
                SQLiteError.Code(extendedCode: result),
                "binding failed in: \(statement.sql)",
                extendedCode: result
            )
        }
        defer { statement.reset() }
        let stepped = sqlite3_step(statement.handle)
        try connection.check(stepped, "running \(statement.sql)")
        return stepped == SQLITE_ROW
    }
}
