package import Database

extension Schema {
    /// Tokens, places, stock, sales, sightings, outbox. Frozen: a change is a new migration.
    package static let version2 = Migration(
        version: 2,
        name: "sales",
        sql: """
            CREATE TABLE api_token (
                id TEXT PRIMARY KEY, digest TEXT NOT NULL UNIQUE, name TEXT NOT NULL, owner TEXT NOT NULL,
                scopes TEXT NOT NULL, created_at INTEGER NOT NULL, revoked_at INTEGER
            ) STRICT;
            CREATE TABLE place (
                slug TEXT PRIMARY KEY, name TEXT NOT NULL, owner TEXT NOT NULL, machine TEXT UNIQUE,
                open INTEGER NOT NULL, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE selection (
                place TEXT NOT NULL REFERENCES place (slug), id TEXT NOT NULL, name TEXT NOT NULL, lane TEXT NOT NULL,
                price_minor INTEGER NOT NULL CHECK (price_minor > 0), position INTEGER NOT NULL,
                PRIMARY KEY (place, id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE lane_stock (
                place TEXT NOT NULL REFERENCES place (slug), lane TEXT NOT NULL,
                count INTEGER NOT NULL CHECK (count >= 0), reserved INTEGER NOT NULL CHECK (reserved >= 0),
                enabled INTEGER NOT NULL, faulted INTEGER NOT NULL, fault_reason TEXT,
                PRIMARY KEY (place, lane)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE sale (
                id TEXT PRIMARY KEY, owner TEXT NOT NULL, place TEXT NOT NULL, selection TEXT NOT NULL,
                selection_name TEXT NOT NULL, lane TEXT NOT NULL, machine TEXT NOT NULL, rail TEXT NOT NULL,
                phase TEXT NOT NULL CHECK (phase IN ('preparing', 'offered', 'withdrawn')),
                quote_terms TEXT NOT NULL, longest_delivery INTEGER NOT NULL, traceparent TEXT NOT NULL,
                address TEXT, uri TEXT, quote TEXT,
                state TEXT NOT NULL, money TEXT NOT NULL, goods TEXT NOT NULL, ending TEXT,
                command TEXT UNIQUE, command_expires INTEGER, hold_until INTEGER, revision INTEGER NOT NULL,
                created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL,
                UNIQUE (rail, address)
            ) STRICT;
            CREATE INDEX sale_place ON sale (place, goods);
            CREATE TABLE sale_queue (
                sale TEXT NOT NULL REFERENCES sale (id), reason TEXT NOT NULL, since INTEGER NOT NULL,
                PRIMARY KEY (sale, reason)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX sale_queue_reason ON sale_queue (reason, since);
            CREATE TABLE sale_timer (
                sale TEXT NOT NULL REFERENCES sale (id), kind TEXT NOT NULL, due_at INTEGER NOT NULL,
                PRIMARY KEY (sale, kind)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX sale_timer_due ON sale_timer (due_at);
            CREATE TABLE idempotency (
                route TEXT NOT NULL, key TEXT NOT NULL, request_hash TEXT NOT NULL, subject TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                PRIMARY KEY (route, key)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX idempotency_subject ON idempotency (subject);
            CREATE TABLE rail_cursor (
                rail TEXT PRIMARY KEY, cursor TEXT NOT NULL, tip TEXT, changed_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE sighting (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                rail TEXT NOT NULL, reference TEXT NOT NULL, address TEXT NOT NULL, sale TEXT,
                amount_text TEXT NOT NULL,
                amount_minor INTEGER NOT NULL, remainder_text TEXT, confirmations INTEGER NOT NULL, block TEXT,
                state TEXT NOT NULL, replaced_by TEXT, seen_at INTEGER NOT NULL, refused TEXT
            ) STRICT;
            CREATE INDEX sighting_reference ON sighting (rail, reference, id);
            CREATE INDEX sighting_sale ON sighting (sale) WHERE sale IS NOT NULL;
            CREATE TABLE rail_outbox (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                sale TEXT NOT NULL REFERENCES sale (id), rail TEXT NOT NULL,
                action TEXT NOT NULL CHECK (action IN ('capture', 'release')), reference TEXT NOT NULL,
                attempts INTEGER NOT NULL, next_at INTEGER NOT NULL, done_at INTEGER, last_error TEXT
            ) STRICT;
            CREATE INDEX rail_outbox_open ON rail_outbox (next_at) WHERE done_at IS NULL;
            CREATE TABLE refund (
                sale TEXT NOT NULL REFERENCES sale (id), reference TEXT NOT NULL, amount_minor INTEGER NOT NULL,
                by TEXT NOT NULL, at INTEGER NOT NULL,
                PRIMARY KEY (sale, reference)
            ) STRICT, WITHOUT ROWID;
            """
    )
}
