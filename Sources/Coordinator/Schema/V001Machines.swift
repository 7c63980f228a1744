package import Database

extension Schema {
    /// Events, alarms, machines, commands, receipts. Frozen: a change is a new migration.
    package static let version1 = Migration(
        version: 1,
        name: "machines",
        sql: """
            CREATE TABLE event (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                kind TEXT NOT NULL, subject TEXT NOT NULL, owner TEXT NOT NULL, at INTEGER NOT NULL,
                traceparent TEXT, data TEXT NOT NULL
            ) STRICT;
            CREATE INDEX event_subject ON event (subject, id);
            CREATE TABLE alarm (
                id TEXT PRIMARY KEY, code TEXT NOT NULL, subject TEXT NOT NULL, owner TEXT NOT NULL, text TEXT NOT NULL,
                raised_at INTEGER NOT NULL, count INTEGER NOT NULL, acknowledged_at INTEGER
            ) STRICT;
            CREATE INDEX alarm_open ON alarm (code, subject) WHERE acknowledged_at IS NULL;
            CREATE TABLE enrolment_secret (
                id TEXT PRIMARY KEY, machine_name TEXT NOT NULL, owner TEXT NOT NULL, secret BLOB NOT NULL,
                expires_at INTEGER NOT NULL, used_at INTEGER, used_by TEXT
            ) STRICT;
            CREATE TABLE machine (
                id TEXT PRIMARY KEY, name TEXT NOT NULL, owner TEXT NOT NULL,
                identity_key TEXT NOT NULL, operational_keys TEXT NOT NULL,
                status TEXT NOT NULL CHECK (status IN ('pending', 'allowed', 'quarantined')), status_reason TEXT,
                incarnation INTEGER NOT NULL, last_counter INTEGER NOT NULL, received_counter INTEGER NOT NULL,
                through INTEGER NOT NULL, ratchet TEXT NOT NULL, next_ratchet TEXT, confirmed INTEGER NOT NULL,
                epoch INTEGER NOT NULL, profile TEXT, profile_hash TEXT, reported_profile TEXT, program TEXT, boot TEXT,
                health TEXT, health_at INTEGER, last_seen INTEGER, created_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE command (
                id TEXT PRIMARY KEY, machine TEXT NOT NULL REFERENCES machine (id), incarnation INTEGER NOT NULL,
                counter INTEGER NOT NULL, sale TEXT, body TEXT NOT NULL, issued_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL, traceparent TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('queued', 'received', 'answered', 'abandoned')),
                answered_by TEXT,
                UNIQUE (machine, incarnation, counter)
            ) STRICT;
            CREATE TABLE receipt (
                machine TEXT NOT NULL REFERENCES machine (id), incarnation INTEGER NOT NULL, sequence INTEGER NOT NULL,
                id TEXT NOT NULL, command TEXT, envelope TEXT NOT NULL, digest TEXT NOT NULL, rejected TEXT,
                stored_at INTEGER NOT NULL,
                PRIMARY KEY (machine, sequence)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX receipt_command ON receipt (command) WHERE command IS NOT NULL;
            """
    )
}
