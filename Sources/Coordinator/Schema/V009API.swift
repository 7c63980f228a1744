package import Database

extension Schema {
    /// When tokens were last used, answers that creates are repeated with, and the indexes that searches of sales walk.
    /// Frozen: a change is a new migration.
    package static let version9 = Migration(
        version: 9,
        name: "api",
        sql: """
            ALTER TABLE api_token ADD COLUMN used_at INTEGER;
            -- The first token holds every scope, those of later versions too.
            UPDATE api_token SET scopes = '*' WHERE name = 'operator' AND id = (SELECT min(id) FROM api_token);
            CREATE TABLE idempotent_answer (
                caller TEXT NOT NULL, key_digest TEXT NOT NULL, request_hash TEXT NOT NULL, answer BLOB NOT NULL,
                created_at INTEGER NOT NULL,
                PRIMARY KEY (caller, key_digest)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX idempotent_answer_created ON idempotent_answer (created_at);
            CREATE INDEX idempotency_created ON idempotency (created_at);
            CREATE INDEX sale_place_id ON sale (place, id);
            CREATE INDEX sale_machine_id ON sale (machine, id);
            CREATE INDEX sale_address ON sale (address) WHERE address IS NOT NULL;
            CREATE INDEX sale_traceparent ON sale (traceparent);
            CREATE INDEX sighting_by_reference ON sighting (reference) WHERE sale IS NOT NULL;
            """
    )
}
