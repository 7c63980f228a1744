/// The ledger's tables, as the text of a migration. Frozen once released: a change is a new migration.
package enum LedgerSchema {
    /// For SQLite. The unique index on `pending_id` is the last guard that nothing is posted or voided twice.
    package static let sqlite = """
        CREATE TABLE account (
            id TEXT PRIMARY KEY, owner TEXT NOT NULL, ledger TEXT NOT NULL, code TEXT NOT NULL, flags INTEGER NOT NULL,
            debits_pending INTEGER NOT NULL CHECK (debits_pending >= 0),
            debits_posted INTEGER NOT NULL CHECK (debits_posted >= 0),
            credits_pending INTEGER NOT NULL CHECK (credits_pending >= 0),
            credits_posted INTEGER NOT NULL CHECK (credits_posted >= 0),
            timestamp INTEGER NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE transfer (
            id BLOB PRIMARY KEY CHECK (length(id) = 16),
            debit_account TEXT NOT NULL REFERENCES account (id), credit_account TEXT NOT NULL REFERENCES account (id),
            amount INTEGER NOT NULL CHECK (amount > 0), pending_id BLOB UNIQUE REFERENCES transfer (id),
            ledger TEXT NOT NULL, code TEXT NOT NULL, user_data TEXT NOT NULL, flags INTEGER NOT NULL,
            timestamp INTEGER NOT NULL UNIQUE
        ) STRICT;
        CREATE INDEX transfer_debit ON transfer (debit_account, timestamp);
        CREATE INDEX transfer_credit ON transfer (credit_account, timestamp);
        CREATE INDEX transfer_user_data ON transfer (user_data, timestamp) WHERE user_data <> '';
        CREATE TABLE transfer_failure (
            id BLOB PRIMARY KEY CHECK (length(id) = 16), code TEXT NOT NULL, timestamp INTEGER NOT NULL
        ) STRICT;
        """

    /// For SQLite: what caused each transfer, as a W3C trace context. Frozen, like the tables.
    package static let sqliteTraces = "ALTER TABLE transfer ADD COLUMN traceparent TEXT;"
}
