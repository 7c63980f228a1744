package import Database

extension Schema {
    /// Machines that were revoked for good, and who showed a secret that was not theirs. Frozen: a change is a new
    /// migration.
    package static let version18 = Migration(
        version: 18,
        name: "trust",
        sql: """
            ALTER TABLE machine ADD COLUMN revoked_at INTEGER;
            CREATE TABLE secret_refusal (
                secret TEXT NOT NULL REFERENCES enrolment_secret (id), machine TEXT NOT NULL, at INTEGER NOT NULL,
                PRIMARY KEY (secret, machine)
            ) STRICT, WITHOUT ROWID;
            """
    )
}
