package import Database

extension Schema {
    /// Products, blocks of serials, serials with every step of their lives, and runs. Frozen: a change is a new
    /// migration.
    package static let version13 = Migration(
        version: 13,
        name: "serials",
        sql: """
            CREATE TABLE product (
                gtin TEXT PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL,
                digits INTEGER, number_key BLOB, next_number INTEGER NOT NULL, issued INTEGER NOT NULL,
                created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE serial_block (
                id TEXT PRIMARY KEY, gtin TEXT NOT NULL REFERENCES product (gtin), owner TEXT NOT NULL,
                machine TEXT NOT NULL REFERENCES machine (id), incarnation INTEGER NOT NULL, run TEXT,
                count INTEGER NOT NULL,
                state TEXT NOT NULL CHECK (state IN
                    ('recorded', 'sent', 'held', 'unneeded', 'returning', 'closed')),
                command TEXT, granted_by TEXT NOT NULL, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX serial_block_machine ON serial_block (machine, state);
            CREATE INDEX serial_block_run ON serial_block (run) WHERE run IS NOT NULL;
            CREATE INDEX serial_block_command ON serial_block (command) WHERE command IS NOT NULL;
            CREATE TABLE serial (
                gtin TEXT NOT NULL, serial TEXT NOT NULL, block TEXT NOT NULL REFERENCES serial_block (id),
                place INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT, detail TEXT, run TEXT, unit INTEGER,
                changed_at INTEGER NOT NULL,
                PRIMARY KEY (gtin, serial)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX serial_place ON serial (block, place);
            CREATE INDEX serial_run ON serial (run, unit) WHERE run IS NOT NULL;
            CREATE TABLE serial_step (
                gtin TEXT NOT NULL, serial TEXT NOT NULL, step INTEGER NOT NULL, event TEXT NOT NULL,
                state TEXT NOT NULL, actor TEXT NOT NULL, at INTEGER NOT NULL,
                PRIMARY KEY (gtin, serial, step)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE run (
                id TEXT PRIMARY KEY, gtin TEXT NOT NULL REFERENCES product (gtin), lot TEXT, count INTEGER NOT NULL,
                machine TEXT NOT NULL REFERENCES machine (id), owner TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN
                    ('notAllowedToStart', 'allowedToStart', 'running', 'interrupted', 'ended', 'aborted')),
                asked TEXT CHECK (asked IN ('start', 'interrupt', 'resume', 'abort')), reason TEXT,
                commissioned INTEGER NOT NULL, scrapped INTEGER NOT NULL, unusable INTEGER NOT NULL,
                command TEXT, made_by TEXT NOT NULL, traceparent TEXT NOT NULL,
                created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, ended_at INTEGER
            ) STRICT;
            CREATE INDEX run_machine ON run (machine, id);
            CREATE INDEX run_state ON run (state, id);
            CREATE INDEX run_command ON run (command) WHERE command IS NOT NULL;
            """
    )
}
