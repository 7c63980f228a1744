internal import CSQLite

/// A prepared statement. One user at a time: the cache hands it out and takes it back.
final class Statement {
    let handle: OpaquePointer
    let sql: String
    let isReadOnly: Bool
    /// When the cache last handed it out, in uses of the cache.
    var lastUse: UInt64 = 0
    /// The parameters' names without their `$`, by their index in SQLite less one; empty for one without a name.
    private let parameters: [String]
    private var columns = Columns()

    init(handle: OpaquePointer, sql: String) {
        self.handle = handle
        self.sql = sql
        self.isReadOnly = sqlite3_stmt_readonly(handle) != 0
        // Asked once: for each execution a look into the values by these names is much cheaper than asking SQLite.
        parameters = (0..<sqlite3_bind_parameter_count(handle)).map { index in
            guard let name = sqlite3_bind_parameter_name(handle, index + 1), name[0] == UInt8(ascii: "$") else {
                return ""
            }
            return String(cString: name + 1)
        }
    }

    deinit { sqlite3_finalize(handle) }

    /// The names of the result's columns, in its order.
    func columnNames() -> [String] {
        refreshColumns()
        return columns.names
    }

    /// The position of a result column.
    func columnIndex(_ name: String) throws(SQLiteError) -> Int32 {
        refreshColumns()
        guard let index = columns.index[name] else {
            throw SQLiteError(.missingColumn, "no column \(name) in the result of: \(sql)")
        }
        return index
    }

    /// SQLite compiles a statement anew when the schema has changed, and `*` may then be other columns.
    private func refreshColumns() {
        let compilation = sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0)
        guard columns.compilation != compilation else { return }
        columns = Columns(compilation: compilation)
        for index in 0..<sqlite3_column_count(handle) {
            guard let text = sqlite3_column_name(handle, index) else { continue }
            let name = String(cString: text)
            columns.names.append(name)
            columns.index[name] = index
        }
    }

    /// What is known of the result, since which compilation of the statement.
    private struct Columns {
        var compilation: Int32?
        var names: [String] = []
        var index: [String: Int32] = [:]
    }

    /// Binds every parameter by its name; a parameter without a value, or a value without a parameter, is an error.
    /// In SQLite `$1` is a name like any other, so an array of values is bound to `$1`, `$2` ... by name too.
    /// Returns the number of text and blob bytes bound.
    func bind(_ values: [String: Value]) throws(SQLiteError) -> Int {
        guard parameters.count == values.count else {
            throw SQLiteError(.binding, "\(values.count) values for \(parameters.count) parameters in: \(sql)")
        }
        var bytes = 0
        for (index, name) in parameters.enumerated() {
            guard let value = values[name] else {
                let unknown = values.keys.filter { !parameters.contains($0) }.sorted()
                throw SQLiteError(.binding, "no parameter $\(unknown.joined(separator: ", $")) in: \(sql)")
            }
            bytes += try bind(value, at: Int32(index) + 1)
        }
        return bytes
    }

    /// Forgets the values and the cursor, so that the statement can be used again.
    func reset() {
        // The result repeats the error of the last step, which was already reported.
        _ = sqlite3_reset(handle)
        _ = sqlite3_clear_bindings(handle)
    }

    private func bind(_ value: Value, at index: Int32) throws(SQLiteError) -> Int {
        var bytes = 0
        let result: Int32
        switch value {
        case .null:
            result = sqlite3_bind_null(handle, index)
        case .integer(let integer):
            result = sqlite3_bind_int64(handle, index, integer)
        case .text(let text):
            bytes = text.utf8.count
            result = csqlite_bind_text(handle, index, text, UInt64(bytes))
        case .blob(let blob):
            bytes = blob.count
            // A null pointer would bind NULL, and an empty array may have one.
            result =
                blob.isEmpty
                ? sqlite3_bind_zeroblob(handle, index, 0)
                : csqlite_bind_blob(handle, index, blob, UInt64(bytes))
        }
        guard result == SQLITE_OK else {
            let code = SQLiteError.Code(extendedCode: result)
            throw SQLiteError(code, "binding parameter \(index) failed in: \(sql)", extendedCode: result)
        }
        return bytes
    }
}
