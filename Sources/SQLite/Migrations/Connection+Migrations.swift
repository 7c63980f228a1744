extension Connection {
    /// Brings the file to the last of the steps, in one transaction, and returns the version it had before (0 for a
    /// new file). Throws `.wrongApplication` when the file is someone else's, `.migrationChanged` when an applied step
    /// has other text now, `.newerSchema` when the file has steps this program neither knows nor can leave alone.
    @discardableResult
    package func migrate(applicationID: Int32, _ migrations: [Migration]) throws -> Int {
        precondition(
            migrations.map(\.version) == Array(1...max(1, migrations.count)),
            "migrations are numbered 1, 2, 3 ... without gaps"
        )
        try checkApplication(applicationID)
        return try transaction {
            try setApplicationID(applicationID)
            try execute(
                """
                CREATE TABLE IF NOT EXISTS migration
                    (version INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, readable_from INTEGER NOT NULL) STRICT
                """
            )
            let applied = try all("SELECT version, fingerprint, readable_from FROM migration ORDER BY version") {
                row throws(SQLiteError) in
                (try row.integer("version"), try row.text("fingerprint"), try row.integer("readable_from"))
            }
            let oldest = applied.dropFirst(migrations.count).map(\.2).max() ?? 0
            guard oldest <= Int64(migrations.count) else {
                throw SQLiteError(
                    .newerSchema,
                    "\(path) has schema \(applied.count), which programs from schema \(oldest) on can read; this one"
                        + " knows \(migrations.count); install the newer one"
                )
            }
            for (known, found) in zip(migrations, applied)
            where Int64(known.version) != found.0 || known.fingerprint != found.1 {
                throw SQLiteError(
                    .migrationChanged,
                    "step \(known.version) of \(path) was applied with other text; add a new step instead of editing"
                )
            }
            for migration in migrations.dropFirst(applied.count) {
                try execute(migration.sql)
                try run(
                    "INSERT INTO migration (version, fingerprint, readable_from) VALUES ($version, $print, $from)",
                    [
                        "version": .integer(migration.version), "print": .text(migration.fingerprint),
                        "from": .integer(migration.readableFrom),
                    ]
                )
            }
            return applied.count
        }
    }

    private func checkApplication(_ expected: Int32) throws(SQLiteError) {
        let found = try applicationID()
        if found == Int64(expected) { return }
        let tables = try first("SELECT count(*) AS tables FROM sqlite_schema") { row throws(SQLiteError) in
            try row.integer("tables")
        }
        guard found == 0, tables == 0 else {
            throw SQLiteError(
                .wrongApplication,
                "\(path) belongs to another program (application id \(found), expected \(expected)); move it away"
            )
        }
    }
}
