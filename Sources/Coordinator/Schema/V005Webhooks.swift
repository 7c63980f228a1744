package import Database

extension Schema {
    /// Webhooks: who is told of events. Frozen: a change is a new migration.
    package static let version5 = Migration(
        version: 5,
        name: "webhooks",
        sql: """
            CREATE TABLE webhook (
                id TEXT PRIMARY KEY, owner TEXT NOT NULL, url TEXT NOT NULL, created_at INTEGER NOT NULL
            ) STRICT;
            """
    )
}
