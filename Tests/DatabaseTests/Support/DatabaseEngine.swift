import Database
import Testing

/// One engine that the contract runs against. A second engine is one more entry in `all`.
struct DatabaseEngine: Sendable, CustomTestStringConvertible {
    let name: String
    /// Makes room for one empty database.
    let makePlace: @Sendable () async throws -> any DatabasePlace

    var testDescription: String { name }

    static let all = [
        DatabaseEngine(name: "SQLite") { try SQLitePlace() }
    ]
}

/// Room for one database, which can be opened again and again; removed with the last reference.
protocol DatabasePlace: Sendable {
    /// The tables of `DatabaseContract` in the engine's own words.
    var schema: String { get }
    /// Opens the database and brings it to the last migration.
    func open(_ migrations: [Migration]) async throws -> any Database
}

extension DatabasePlace {
    /// Opens the database with the tables of the contract.
    func open() async throws -> any Database {
        try await open([Migration(version: 1, name: "contract", sql: schema)])
    }
}
