package import Database

extension Schema {
    /// Operators who are logged in to the pages, and how many sales waited at each place over time. Frozen: a change
    /// is a new migration.
    package static let version4 = Migration(
        version: 4,
        name: "sessions",
        sql: """
            CREATE TABLE web_session (
                digest TEXT PRIMARY KEY, token TEXT NOT NULL REFERENCES api_token (id), created_at INTEGER NOT NULL,
                seen_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, notice TEXT
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX web_session_expires ON web_session (expires_at);
            CREATE TABLE depth_sample (
                at INTEGER NOT NULL, place TEXT NOT NULL, with_machine INTEGER NOT NULL, with_person INTEGER NOT NULL,
                PRIMARY KEY (at, place)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX sale_made ON sale (created_at, place, goods);
            CREATE INDEX sale_under_way ON sale (goods, place) WHERE goods = 'dispatched';
            """
    )
}
