package import Database

extension Schema {
    /// The audit log. Frozen: a change is a new migration.
    package static let version6 = Migration(
        version: 6,
        name: "audit",
        sql: """
            CREATE TABLE audit (
                sequence INTEGER PRIMARY KEY, entry TEXT NOT NULL, hash TEXT NOT NULL, signature TEXT NOT NULL
            ) STRICT;
            """
    )
}
