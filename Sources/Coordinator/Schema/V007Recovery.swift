package import Database

extension Schema {
    /// Generations of this database, and what a recovery keeps. Frozen: a change is a new migration.
    package static let version7 = Migration(
        version: 7,
        name: "recovery",
        sql: """
            CREATE TABLE generation (
                number INTEGER PRIMARY KEY,
                reason TEXT NOT NULL CHECK (reason IN ('first', 'restore', 'machineAhead')),
                subject TEXT NOT NULL, token TEXT NOT NULL, started_at INTEGER NOT NULL,
                closed_at INTEGER, closed_by TEXT, note TEXT
            ) STRICT;
            INSERT INTO generation (number, reason, subject, token, started_at, closed_at)
            VALUES (1, 'first', '', '', unixepoch() * 1000, unixepoch() * 1000);
            CREATE TABLE recovery_machine (
                machine TEXT PRIMARY KEY REFERENCES machine (id), generation INTEGER NOT NULL,
                standing TEXT NOT NULL CHECK (standing IN ('waiting', 'replaying', 'replayed', 'closed', 'setAside')),
                taken_up INTEGER NOT NULL, missing INTEGER NOT NULL, recovered INTEGER NOT NULL,
                changed_at INTEGER NOT NULL, closed_by TEXT, note TEXT
            ) STRICT;
            CREATE TABLE recovered_delivery (
                sale TEXT PRIMARY KEY REFERENCES sale (id), command TEXT NOT NULL UNIQUE, machine TEXT NOT NULL,
                outcome TEXT NOT NULL, at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE unclaimed_payment (
                id TEXT PRIMARY KEY, rail TEXT NOT NULL, reference TEXT NOT NULL, address TEXT NOT NULL,
                asset TEXT NOT NULL, amount_minor INTEGER NOT NULL, amount_text TEXT NOT NULL, cycle INTEGER NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('seen', 'booked', 'sold', 'refunded')),
                seen_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, settled_by TEXT, note TEXT,
                UNIQUE (rail, reference)
            ) STRICT;
            CREATE INDEX unclaimed_payment_open ON unclaimed_payment (seen_at) WHERE state IN ('seen', 'booked');
            CREATE TABLE enrolment_claim (
                machine TEXT PRIMARY KEY REFERENCES machine (id), incarnation INTEGER NOT NULL
            ) STRICT;
            """
    )
}
