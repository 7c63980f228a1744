package import Database

extension Schema {
    /// Generations of this database. Frozen: a change is a new migration.
    package static let version7 = Migration(
        version: 7,
        name: "recovery",
        sql: """
            CREATE TABLE generation (
                number INTEGER PRIMARY KEY, reason TEXT NOT NULL, started_at INTEGER NOT NULL, closed_at INTEGER
            ) STRICT;
            """
    )
}
