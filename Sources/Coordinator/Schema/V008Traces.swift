package import Database

extension Schema {
    /// The trace of each transfer, and since when a rail was asked. Frozen: a change is a new migration.
    package static let version8 = Migration(
        version: 8,
        name: "traces",
        sql: LedgerSchema.sqliteTraces + "\nALTER TABLE rail_outbox ADD COLUMN made_at INTEGER;"
    )
}
