package import Database

extension Schema {
    /// Webhooks: who is told of events, how far, and what could not be told. Frozen: a change is a new migration.
    package static let version5 = Migration(
        version: 5,
        name: "webhooks",
        sql: """
            CREATE TABLE webhook (
                id TEXT PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, url TEXT NOT NULL, kinds TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'disabled')), state_reason TEXT,
                secret BLOB NOT NULL, old_secret BLOB, old_secret_until INTEGER,
                position INTEGER NOT NULL, revision INTEGER NOT NULL,
                attempts INTEGER NOT NULL, failing_since INTEGER, next_at INTEGER NOT NULL,
                last_at INTEGER, last_answer TEXT, accepted_at INTEGER,
                created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE webhook_dead_letter (
                webhook TEXT NOT NULL REFERENCES webhook (id), position INTEGER NOT NULL, event TEXT NOT NULL,
                kind TEXT NOT NULL, attempts INTEGER NOT NULL, failing_since INTEGER NOT NULL,
                dead_at INTEGER NOT NULL, last_answer TEXT NOT NULL, retry INTEGER NOT NULL,
                PRIMARY KEY (webhook, position)
            ) STRICT, WITHOUT ROWID;
            """
    )
}
