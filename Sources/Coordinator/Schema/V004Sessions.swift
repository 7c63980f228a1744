package import Database

extension Schema {
    /// Operators who are logged in to the pages. Frozen: a change is a new migration.
    package static let version4 = Migration(
        version: 4,
        name: "sessions",
        sql: """
            CREATE TABLE web_session (
                digest TEXT PRIMARY KEY, token TEXT NOT NULL REFERENCES api_token (id), created_at INTEGER NOT NULL,
                seen_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX web_session_expires ON web_session (expires_at);
            """
    )
}
