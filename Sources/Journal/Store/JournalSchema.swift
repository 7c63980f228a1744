internal import SQLite

/// The format of journals, which outlive every release of the agent.
package enum JournalFormat {
    /// The newest schema that this program knows.
    package static let newest = JournalSchema.migrations.count
    /// The oldest schema whose programs can go on with a journal that this program has opened.
    package static let readableFrom = JournalSchema.migrations.map(\.readableFrom).max() ?? 1
}

/// The journal's tables. Each step is frozen once released: add a step, never edit one.
enum JournalSchema {
    /// "MNTJ", in the header of the file.
    static let applicationID: Int32 = 0x4d4e_544a

    static let migrations = [
        Migration(version: 1, sql: first), Migration(version: 2, sql: stamping), Migration(version: 3, sql: lots),
    ]

    // `mark` has one row: every counter that must never go back, in the transaction that moves it. Receipts carry the
    // running totals up to themselves, so that depth and bytes of the outbox are a subtraction and never a scan.
    private static let first = """
        CREATE TABLE mark (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            incarnation INTEGER NOT NULL DEFAULT 0,
            last_counter INTEGER NOT NULL DEFAULT 0,
            forgotten_counter INTEGER NOT NULL DEFAULT 0,
            next_sequence INTEGER NOT NULL DEFAULT 1,
            acknowledged_sequence INTEGER NOT NULL DEFAULT 0,
            pruned_sequence INTEGER NOT NULL DEFAULT 0,
            total_receipts INTEGER NOT NULL DEFAULT 0,
            total_bytes INTEGER NOT NULL DEFAULT 0,
            acknowledged_receipts INTEGER NOT NULL DEFAULT 0,
            acknowledged_bytes INTEGER NOT NULL DEFAULT 0,
            pruned_receipts INTEGER NOT NULL DEFAULT 0,
            pruned_bytes INTEGER NOT NULL DEFAULT 0,
            open_commands INTEGER NOT NULL DEFAULT 0,
            open_intents INTEGER NOT NULL DEFAULT 0,
            closed_commands INTEGER NOT NULL DEFAULT 0,
            dead_letters INTEGER NOT NULL DEFAULT 0,
            dropped_dead_letters INTEGER NOT NULL DEFAULT 0,
            next_telemetry INTEGER NOT NULL DEFAULT 1,
            telemetry_rows INTEGER NOT NULL DEFAULT 0,
            telemetry_bytes INTEGER NOT NULL DEFAULT 0,
            dropped_telemetry INTEGER NOT NULL DEFAULT 0,
            life INTEGER NOT NULL DEFAULT 0,
            clean INTEGER NOT NULL DEFAULT 1
        ) STRICT;
        INSERT INTO mark (one) VALUES (1);

        CREATE TABLE command (
            incarnation INTEGER NOT NULL,
            counter INTEGER NOT NULL,
            id TEXT NOT NULL UNIQUE,
            body_hash BLOB NOT NULL,
            envelope BLOB NOT NULL,
            traceparent TEXT,
            state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
            receipt_sequence INTEGER,
            received_monotonic INTEGER NOT NULL,
            received_wall INTEGER NOT NULL,
            life INTEGER NOT NULL,
            UNIQUE (incarnation, counter)
        ) STRICT;
        CREATE INDEX command_open ON command (state, incarnation, counter) WHERE state < 2;

        CREATE TABLE intent (
            command_id TEXT NOT NULL,
            attempt INTEGER NOT NULL CHECK (attempt > 0),
            detail BLOB NOT NULL,
            life INTEGER NOT NULL,
            at_monotonic INTEGER NOT NULL,
            at_wall INTEGER NOT NULL,
            PRIMARY KEY (command_id, attempt)
        ) STRICT;

        CREATE TABLE outcome (
            command_id TEXT PRIMARY KEY,
            sequence INTEGER NOT NULL,
            payload BLOB NOT NULL
        ) STRICT;

        CREATE TABLE receipt (
            sequence INTEGER PRIMARY KEY,
            incarnation INTEGER NOT NULL,
            kind TEXT NOT NULL,
            command_id TEXT,
            payload BLOB NOT NULL,
            running_receipts INTEGER NOT NULL,
            running_bytes INTEGER NOT NULL,
            created_monotonic INTEGER NOT NULL,
            created_wall INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE acknowledgement (
            wall INTEGER PRIMARY KEY,
            through INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE dead_letter (
            sequence INTEGER PRIMARY KEY,
            code TEXT NOT NULL,
            kind TEXT NOT NULL,
            command_id TEXT,
            payload BLOB NOT NULL,
            at_wall INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE telemetry (
            sequence INTEGER PRIMARY KEY,
            payload BLOB NOT NULL,
            at_wall INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE value (
            key TEXT PRIMARY KEY,
            bytes BLOB NOT NULL
        ) STRICT;
        """

    // Serials of a block are used in their order, so `used` says which are left; a block that is closed keeps those
    // that never were, and a spent one none. `stamp` has the intents without an outcome: few rows, usually none.
    private static let stamping = """
        CREATE TABLE serial_block (
            place INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            incarnation INTEGER NOT NULL,
            gtin TEXT NOT NULL,
            digest BLOB NOT NULL,
            serials TEXT NOT NULL,
            count INTEGER NOT NULL CHECK (count > 0),
            used INTEGER NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND count),
            closed INTEGER NOT NULL DEFAULT 0 CHECK (closed BETWEEN 0 AND 1)
        ) STRICT;
        CREATE INDEX serial_block_usable ON serial_block (incarnation, gtin, place) WHERE closed = 0 AND used < count;

        CREATE TABLE run (
            id TEXT PRIMARY KEY,
            incarnation INTEGER NOT NULL,
            command_id TEXT NOT NULL,
            traceparent TEXT,
            gtin TEXT NOT NULL,
            count INTEGER NOT NULL CHECK (count > 0),
            state TEXT NOT NULL,
            over INTEGER NOT NULL DEFAULT 0 CHECK (over BETWEEN 0 AND 1),
            reason TEXT,
            units INTEGER NOT NULL DEFAULT 0,
            commissioned INTEGER NOT NULL DEFAULT 0,
            scrapped INTEGER NOT NULL DEFAULT 0,
            unusable INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE UNIQUE INDEX run_active ON run (over) WHERE over = 0;

        CREATE TABLE stamp (
            run TEXT NOT NULL,
            unit INTEGER NOT NULL CHECK (unit > 0),
            block TEXT NOT NULL,
            serial TEXT NOT NULL,
            station TEXT NOT NULL,
            detail BLOB NOT NULL,
            life INTEGER NOT NULL,
            at_monotonic INTEGER NOT NULL,
            at_wall INTEGER NOT NULL,
            PRIMARY KEY (run, unit)
        ) STRICT;
        """

    private static let lots = "ALTER TABLE run ADD COLUMN lot TEXT;"
}
