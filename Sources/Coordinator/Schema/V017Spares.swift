package import Database

extension Schema {
    /// How many serials a run has beyond its units. Frozen: a change is a new migration.
    package static let version17 = Migration(
        version: 17,
        name: "spares",
        sql: "ALTER TABLE run ADD COLUMN spare INTEGER NOT NULL DEFAULT 0;"
    )
}
