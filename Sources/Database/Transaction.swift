/// The statements of one transaction; valid only inside the body it was given to.
///
/// Parameters are written `$name` and bound by that name: each parameter needs a value and each value a parameter.
/// After an error the transaction is over, as in PostgreSQL: every further statement throws the same error, and a body
/// that swallows it is not committed. Ask before, or write `ON CONFLICT DO NOTHING`.
package protocol Transaction {
    /// Runs one statement and returns how many rows it changed.
    /// - Throws: `DatabaseError`.
    @discardableResult
    func execute(_ sql: String, _ bindings: [String: DatabaseValue]) throws -> Int

    /// Runs one query and returns its rows. The query states its own limit, and names computed columns with `AS`.
    /// - Throws: `DatabaseError`.
    func rows(_ sql: String, _ bindings: [String: DatabaseValue]) throws -> [DatabaseRow]
}

extension Transaction {
    /// The first row of a query, or nil when there is none.
    /// - Throws: `DatabaseError`.
    package func first(_ sql: String, _ bindings: [String: DatabaseValue] = [:]) throws -> DatabaseRow? {
        try rows(sql, bindings).first
    }

    /// Runs one statement without parameters.
    /// - Throws: `DatabaseError`.
    @discardableResult
    package func execute(_ sql: String) throws -> Int { try execute(sql, [:]) }

    /// Runs one query without parameters.
    /// - Throws: `DatabaseError`.
    package func rows(_ sql: String) throws -> [DatabaseRow] { try rows(sql, [:]) }
}
