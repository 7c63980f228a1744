package import Database

extension Schema {
    /// The ledger. Frozen: a change is a new migration.
    package static let version3 = Migration(version: 3, name: "books", sql: LedgerSchema.sqlite)
}
