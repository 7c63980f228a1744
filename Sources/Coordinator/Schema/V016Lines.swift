package import Database

extension Schema {
    /// Since when a run stands as it does. Frozen: a change is a new migration.
    package static let version16 = Migration(
        version: 16,
        name: "lines",
        sql: """
            ALTER TABLE run ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
            UPDATE run SET since = changed_at;
            """
    )
}
