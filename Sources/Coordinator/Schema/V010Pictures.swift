package import Database

extension Schema {
    /// Pictures of what places sell. Frozen: a change is a new migration.
    package static let version10 = Migration(
        version: 10,
        name: "pictures",
        sql: """
            CREATE TABLE selection_picture (
                place TEXT NOT NULL REFERENCES place (slug), selection TEXT NOT NULL, type TEXT NOT NULL,
                digest TEXT NOT NULL, bytes BLOB NOT NULL, changed_at INTEGER NOT NULL,
                PRIMARY KEY (place, selection)
            ) STRICT;
            """
    )
}
