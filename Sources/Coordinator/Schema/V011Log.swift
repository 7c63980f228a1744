package import Database

extension Schema {
    /// The log of serials: leaves that wait for their place, the mirror of what has one, the signed head, and what
    /// witnesses signed. Frozen: a change is a new migration.
    package static let version11 = Migration(
        version: 11,
        name: "log",
        sql: """
            CREATE TABLE pending_leaf (
                number INTEGER PRIMARY KEY, subject TEXT NOT NULL, sequence INTEGER NOT NULL, entry BLOB NOT NULL,
                hash BLOB NOT NULL,
                UNIQUE (subject, sequence)
            ) STRICT;
            CREATE TABLE log_leaf (
                place INTEGER PRIMARY KEY, subject TEXT NOT NULL, sequence INTEGER NOT NULL, entry BLOB NOT NULL,
                hash BLOB NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX log_leaf_subject ON log_leaf (subject, sequence);
            -- `note` is the newest signed checkpoint, of `size` leaves; files show the first `published` of them.
            -- `generation` is the life of the database in which it was last known to be the newest there is.
            CREATE TABLE log_head (
                id INTEGER PRIMARY KEY CHECK (id = 1), size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL,
                published INTEGER NOT NULL CHECK (published <= size), generation INTEGER NOT NULL
            ) STRICT;
            INSERT INTO log_head (id, size, root, note, published, generation) VALUES (
                1, 0, X'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '', 0, 1
            );
            CREATE TABLE log_checkpoint (
                size INTEGER PRIMARY KEY, note TEXT NOT NULL, signed_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE log_cosignature (
                size INTEGER NOT NULL REFERENCES log_checkpoint (size), witness TEXT NOT NULL, line TEXT NOT NULL,
                taken_at INTEGER NOT NULL,
                PRIMARY KEY (size, witness)
            ) STRICT, WITHOUT ROWID;
            """
    )
}
