package import Database

extension Schema {
    /// Links of products and their versions, passports that have an address, company prefixes of others, what was
    /// printed, and how old a copy of this database is. Frozen: a change is a new migration.
    package static let version12 = Migration(
        version: 12,
        name: "links",
        sql: """
            CREATE TABLE link_set (
                id TEXT PRIMARY KEY, anchor TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, version INTEGER NOT NULL,
                removed INTEGER NOT NULL, description TEXT, links TEXT NOT NULL,
                created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE link_set_version (
                link_set TEXT NOT NULL REFERENCES link_set (id), version INTEGER NOT NULL, removed INTEGER NOT NULL,
                description TEXT, links TEXT NOT NULL, changed_at INTEGER NOT NULL, changed_by TEXT NOT NULL,
                PRIMARY KEY (link_set, version)
            ) STRICT, WITHOUT ROWID;
            CREATE TRIGGER link_set_version_kept BEFORE UPDATE ON link_set_version
                BEGIN SELECT raise(ABORT, 'versions of links are never changed'); END;
            CREATE TRIGGER link_set_version_stays BEFORE DELETE ON link_set_version
                BEGIN SELECT raise(ABORT, 'versions of links are never removed'); END;
            CREATE TABLE passport_address (
                anchor TEXT PRIMARY KEY, owner TEXT NOT NULL, published_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE delegation (
                id TEXT PRIMARY KEY, prefix TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, resolver TEXT NOT NULL,
                created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE carrier_print (
                id TEXT PRIMARY KEY, sheet TEXT NOT NULL, owner TEXT NOT NULL, link TEXT NOT NULL, text TEXT NOT NULL,
                symbology TEXT NOT NULL, format TEXT NOT NULL, digest TEXT NOT NULL,
                printed_at INTEGER NOT NULL, printed_by TEXT NOT NULL
            ) STRICT;
            CREATE INDEX carrier_print_sheet ON carrier_print (sheet, id);
            CREATE INDEX carrier_print_link ON carrier_print (link, id);
            CREATE TRIGGER carrier_print_kept BEFORE UPDATE ON carrier_print
                BEGIN SELECT raise(ABORT, 'what was printed is never changed'); END;
            CREATE TRIGGER carrier_print_stays BEFORE DELETE ON carrier_print
                BEGIN SELECT raise(ABORT, 'what was printed is never removed'); END;
            CREATE TABLE replica_clock (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;
            """
    )
}
