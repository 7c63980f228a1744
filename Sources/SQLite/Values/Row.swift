internal import CSQLite

/// One row of a result, readable only inside the closure it is given to: the type cannot be copied out of it.
package struct Row: ~Copyable {
    let statement: Statement

    /// The names of its columns, in the order of the query. A computed column has the name that `AS` gives it.
    package var columnNames: [String] { statement.columnNames() }

    /// Whatever the column holds. A floating-point column is a `.typeMismatch`.
    package func value(_ column: String) throws(SQLiteError) -> Value {
        let index = try statement.columnIndex(column)
        switch sqlite3_column_type(statement.handle, index) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement.handle, index))
        case SQLITE_TEXT: return .text(readText(index))
        case SQLITE_BLOB: return .blob(readBlob(index))
        default: throw mismatch(column, "a value without floating point")
        }
    }

    /// A 64-bit integer.
    package func integer(_ column: String) throws(SQLiteError) -> Int64 {
        guard let value = try optionalInteger(column) else { throw mismatch(column, "an integer") }
        return value
    }

    /// A 64-bit integer, or nil for NULL.
    package func optionalInteger(_ column: String) throws(SQLiteError) -> Int64? {
        guard let index = try index(of: column, holding: SQLITE_INTEGER, "an integer") else { return nil }
        return sqlite3_column_int64(statement.handle, index)
    }

    /// An integer that is 0 or 1.
    package func boolean(_ column: String) throws(SQLiteError) -> Bool {
        switch try integer(column) {
        case 0: return false
        case 1: return true
        default: throw mismatch(column, "0 or 1")
        }
    }

    /// Text.
    package func text(_ column: String) throws(SQLiteError) -> String {
        guard let value = try optionalText(column) else { throw mismatch(column, "text") }
        return value
    }

    /// Text, or nil for NULL.
    package func optionalText(_ column: String) throws(SQLiteError) -> String? {
        guard let index = try index(of: column, holding: SQLITE_TEXT, "text") else { return nil }
        return readText(index)
    }

    /// Bytes.
    package func blob(_ column: String) throws(SQLiteError) -> [UInt8] {
        guard let value = try optionalBlob(column) else { throw mismatch(column, "a blob") }
        return value
    }

    /// Bytes, or nil for NULL.
    package func optionalBlob(_ column: String) throws(SQLiteError) -> [UInt8]? {
        guard let index = try index(of: column, holding: SQLITE_BLOB, "a blob") else { return nil }
        return readBlob(index)
    }

    private func index(of column: String, holding type: Int32, _ name: String) throws(SQLiteError) -> Int32? {
        let index = try statement.columnIndex(column)
        let found = sqlite3_column_type(statement.handle, index)
        if found == SQLITE_NULL { return nil }
        guard found == type else { throw mismatch(column, name) }
        return index
    }

    private func readText(_ index: Int32) -> String {
        guard let start = sqlite3_column_text(statement.handle, index) else { return "" }
        let count = Int(sqlite3_column_bytes(statement.handle, index))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    private func readBlob(_ index: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement.handle, index) else { return [] }
        let count = Int(sqlite3_column_bytes(statement.handle, index))
        return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    private func mismatch(_ column: String, _ wanted: String) -> SQLiteError {
        SQLiteError(.typeMismatch, "column \(column) is not \(wanted) in: \(statement.sql)")
    }
}
