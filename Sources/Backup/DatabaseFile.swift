import SQLite

/// The database in a backup.
enum DatabaseFile {
    /// "MtMk": whose file it is.
    private static let applicationID: Int64 = 0x4D74_4D6B

    /// Reads every page and checks its structure and every index.
    /// - Throws: `damaged`, with the first findings.
    static func check(_ path: String) throws(BackupError) {
        do {
            let connection = try Connection(path: path, configuration: ConnectionConfiguration(mode: .readOnly))
            let identifier = try connection.applicationID()
            guard identifier == applicationID else {
                throw BackupError(.notABackup, "\(path) is the database of another program.")
            }
            let findings = try connection.all("PRAGMA integrity_check(5)") { row throws(SQLiteError) in
                try row.text("integrity_check")
            }
            guard findings == ["ok"] else {
                throw BackupError(
                    .damaged,
                    "\(path) is damaged. Use another backup.",
                    cause: findings.joined(separator: "; ")
                )
            }
        } catch let error as BackupError {
            throw error
        } catch {
            throw BackupError(.damaged, "\(path) can't be read. Use another backup.", cause: "\(error)")
        }
    }
}
