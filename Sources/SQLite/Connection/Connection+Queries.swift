internal import CSQLite

extension Connection {
    /// Runs one statement that changes rows, binding `values["name"]` to `$name`. Returns the number of changed rows.
    @discardableResult
    package func run(_ sql: String, _ values: [String: Value] = [:]) throws(SQLiteError) -> Int {
        let statement = try take(sql, values)
        defer { giveBack(statement) }
        while try step(statement) {}
        return statement.isReadOnly ? 0 : Int(sqlite3_changes64(handle))
    }

    /// As above with the values bound to `$1`, `$2` ..., which are names in SQLite and positions in PostgreSQL.
    @discardableResult
    package func run(_ sql: String, _ values: [Value]) throws(SQLiteError) -> Int {
        try run(sql, Connection.named(values))
    }

    /// Runs a query and gives each row to the closure.
    package func query(
        _ sql: String,
        _ values: [String: Value] = [:],
        _ body: (borrowing Row) throws(SQLiteError) -> Void
    ) throws(SQLiteError) {
        let statement = try take(sql, values)
        defer { giveBack(statement) }
        while try step(statement) {
            rowsRead += 1
            try body(Row(statement: statement))
        }
    }

    /// As above with the values bound to `$1`, `$2` ...
    package func query(
        _ sql: String,
        _ values: [Value],
        _ body: (borrowing Row) throws(SQLiteError) -> Void
    ) throws(SQLiteError) {
        try query(sql, Connection.named(values), body)
    }

    /// All rows, each made into a value.
    package func all<T>(
        _ sql: String,
        _ values: [String: Value] = [:],
        _ map: (borrowing Row) throws(SQLiteError) -> T
    ) throws(SQLiteError) -> [T] {
        var found: [T] = []
        try query(sql, values) { row throws(SQLiteError) in found.append(try map(row)) }
        return found
    }

    /// The first row made into a value, or nil when there is none. Later rows are not read.
    package func first<T>(
        _ sql: String,
        _ values: [String: Value] = [:],
        _ map: (borrowing Row) throws(SQLiteError) -> T
    ) throws(SQLiteError) -> T? {
        let statement = try take(sql, values)
        defer { giveBack(statement) }
        guard try step(statement) else { return nil }
        rowsRead += 1
        return try map(Row(statement: statement))
    }

    /// Runs any number of statements without parameters, as migrations and pragmas need.
    package func execute(_ script: String) throws(SQLiteError) {
        statementsExecuted += 1
        try check(sqlite3_exec(handle, script, nil, nil, nil), "running \(script.prefix(80))")
    }

    /// The whole plan of a query as text, for tests that a query uses its index.
    package func plan(of sql: String, _ values: [String: Value] = [:]) throws(SQLiteError) -> String {
        try all("EXPLAIN QUERY PLAN \(sql)", values) { row throws(SQLiteError) in try row.text("detail") }
            .joined(separator: "\n")
    }

    /// The one integer of a pragma.
    func pragmaInteger(_ pragma: String, column: String) throws(SQLiteError) -> Int64 {
        let value = try first("PRAGMA \(pragma)") { row throws(SQLiteError) in try row.integer(column) }
        guard let value else { throw SQLiteError(.other, "PRAGMA \(pragma) answered nothing on \(path)") }
        return value
    }

    /// The one text of a pragma.
    func pragmaText(_ pragma: String, column: String) throws(SQLiteError) -> String {
        let value = try first("PRAGMA \(pragma)") { row throws(SQLiteError) in try row.text(column) }
        guard let value else { throw SQLiteError(.other, "PRAGMA \(pragma) answered nothing on \(path)") }
        return value
    }

    private static func named(_ values: [Value]) -> [String: Value] {
        var named: [String: Value] = [:]
        for (index, value) in values.enumerated() { named["\(index + 1)"] = value }
        return named
    }

    /// The prepared statement with its values bound; every one that is taken is given back.
    ///
    /// A pair of calls and no generic function around a closure: that crashes the optimiser of Swift 6.3.1
    /// ("forwardToInit", pass GenericSpecializer), and nobody could build a release.
    private func take(_ sql: String, _ values: [String: Value]) throws(SQLiteError) -> Statement {
        let statement: Statement
        if let kept = statements.take(sql) { statement = kept } else { statement = try prepare(sql) }
        do throws(SQLiteError) {
            guard statement.isReadOnly || !isReadOnlyScope else {
                throw SQLiteError(.readOnly, "a read may not change anything: \(sql)")
            }
            boundBytes += try statement.bind(values)
        } catch {
            giveBack(statement)
            throw error
        }
        statementsExecuted += 1
        return statement
    }

    private func giveBack(_ statement: Statement) {
        statement.reset()
        statements.giveBack(statement)
    }

    private func step(_ statement: Statement) throws(SQLiteError) -> Bool {
        let result = sqlite3_step(statement.handle)
        try check(result, "running \(statement.sql)")
        return result == SQLITE_ROW
    }

    func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        var prepared: OpaquePointer?
        var tail = 0
        let result = sql.withCString { text in
            var rest: UnsafePointer<CChar>?
            let result = sqlite3_prepare_v3(handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, &rest)
            tail = rest.map { text.distance(to: $0) } ?? 0
            return result
        }
        try check(result, "preparing \(sql)")
        guard let prepared else { throw SQLiteError(.invalidSQL, "there is no statement in: \(sql)") }
        let statement = Statement(handle: prepared, sql: sql)
        guard sql.utf8.dropFirst(tail).allSatisfy({ $0 == 0x20 || $0 == 0x0a || $0 == 0x3b }) else {
            throw SQLiteError(.invalidSQL, "more than one statement in: \(sql); use execute for scripts")
        }
        return statement
    }
}
