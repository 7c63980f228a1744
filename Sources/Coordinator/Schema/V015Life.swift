package import Database

extension Schema {
    /// Who may enter events of products with keys of their own, and the events. Frozen: a change is a new migration.
    package static let version15 = Migration(
        version: 15,
        name: "life",
        sql: """
            CREATE TABLE party (
                id TEXT PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE,
                may_enter TEXT NOT NULL, elements TEXT NOT NULL, revoked_at INTEGER,
                created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE product_event (
                position INTEGER PRIMARY KEY, subject TEXT NOT NULL, kind TEXT NOT NULL, event_id TEXT NOT NULL,
                signer TEXT NOT NULL, party TEXT, occurred_at INTEGER NOT NULL, entered_at INTEGER NOT NULL,
                event TEXT NOT NULL, credential TEXT, form TEXT, leaf INTEGER NOT NULL,
                UNIQUE (event_id, signer)
            ) STRICT;
            CREATE INDEX product_event_subject ON product_event (subject, position);
            """
    )
}
