internal import SQLite

/// The statements of one transaction on a SQLite connection.
final class SQLiteTransaction: Transaction {
    private let connection: Connection
    private var failure: (any Error)?

    private init(connection: Connection) { self.connection = connection }

    /// Runs a body in the transaction that is open on the connection. A body that swallowed an error fails with it.
    static func perform<T>(on connection: Connection, _ body: (any Transaction) throws -> T) throws -> T {
        let transaction = SQLiteTransaction(connection: connection)
        defer { transaction.end() }
        let value = try body(transaction)
        if let failure = transaction.failure { throw failure }
        return value
    }

    func execute(_ sql: String, _ bindings: [String: DatabaseValue]) throws -> Int {
        try guarded { try connection.run(sql, bindings.mapValues(\.sqlite)) }
    }

    func rows(_ sql: String, _ bindings: [String: DatabaseValue]) throws -> [DatabaseRow] {
        try guarded {
            var rows: [DatabaseRow] = []
            var columns: [String] = []
            try connection.query(sql, bindings.mapValues(\.sqlite)) { row throws(SQLiteError) in
                if columns.isEmpty { columns = row.columnNames }
                var values: [String: DatabaseValue] = [:]
                for column in columns { values[column] = DatabaseValue(try row.value(column)) }
                rows.append(DatabaseRow(values))
            }
            return rows
        }
    }

    private func guarded<T>(_ work: () throws -> T) throws -> T {
        if let failure { throw failure }
        do {
            return try work()
        } catch {
            let translated = DatabaseError.translated(error)
            failure = translated
            throw translated
        }
    }

    private func end() {
        failure = DatabaseError(.closed, "the transaction is over; use it only inside the body it was given to")
    }
}

extension DatabaseValue {
    fileprivate init(_ value: Value) {
        switch value {
        case .null: self = .null
        case .integer(let integer): self = .integer(integer)
        case .text(let text): self = .text(text)
        case .blob(let bytes): self = .blob(bytes)
        }
    }

    fileprivate var sqlite: Value {
        switch self {
        case .null: .null
        case .integer(let integer): .integer(integer)
        case .text(let text): .text(text)
        case .blob(let bytes): .blob(bytes)
        }
    }
}
