package import Database

extension Schema {
    /// The audit log, which can only grow. Frozen: a change is a new migration.
    package static let version6 = Migration(
        version: 6,
        name: "audit",
        sql: """
            CREATE TABLE audit (
                sequence INTEGER PRIMARY KEY, entry TEXT NOT NULL, hash TEXT NOT NULL, signature TEXT NOT NULL
            ) STRICT;
            CREATE TRIGGER audit_keeps_its_entries BEFORE UPDATE ON audit BEGIN
                SELECT RAISE(ABORT, 'an entry of the audit log is never changed');
            END;
            CREATE TRIGGER audit_loses_nothing BEFORE DELETE ON audit BEGIN
                SELECT RAISE(ABORT, 'an entry of the audit log is never removed');
            END;
            CREATE TRIGGER audit_has_no_gaps BEFORE INSERT ON audit
            WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM audit) BEGIN
                SELECT RAISE(ABORT, 'an entry of the audit log stands only after the last one');
            END;
            """
    )
}
