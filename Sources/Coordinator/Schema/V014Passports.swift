package import Database

extension Schema {
    /// Passports of products, lots and pieces, in all their versions, and what the passports of a product begin with.
    /// Frozen: a change is a new migration.
    package static let version14 = Migration(
        version: 14,
        name: "passports",
        sql: """
            ALTER TABLE product ADD COLUMN passport TEXT;
            CREATE TABLE passport (
                id TEXT PRIMARY KEY, subject TEXT NOT NULL UNIQUE, gtin TEXT NOT NULL REFERENCES product (gtin),
                serial TEXT, owner TEXT NOT NULL, version INTEGER NOT NULL, created_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX passport_product ON passport (gtin, id);
            CREATE TABLE passport_version (
                passport TEXT NOT NULL REFERENCES passport (id), version INTEGER NOT NULL, at INTEGER NOT NULL,
                hash TEXT NOT NULL, document TEXT NOT NULL, actor TEXT NOT NULL,
                PRIMARY KEY (passport, version)
            ) STRICT, WITHOUT ROWID;
            """
    )
}
