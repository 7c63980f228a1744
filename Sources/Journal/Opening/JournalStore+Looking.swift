internal import SQLite

extension JournalStore {
    /// Opens the journal of a folder to look only, while no agent runs: nothing in it is changed, no life begins, and a
    /// damaged file stays where it is. Nobody else can open it meanwhile.
    ///
    /// - Returns: nil when there is no journal yet.
    /// - Throws: `.locked` while somebody has it; `.cannotOpen`, `.storageFailed`.
    package static func look(
        directory: String,
        configuration: JournalConfiguration = JournalConfiguration()
    ) throws(JournalError) -> JournalStore? {
        let files = JournalFiles(directory: directory)
        guard (files.size(files.database) ?? 0) > 0 else { return nil }
        do {
            let lock = try LockFile(path: files.lock)
            // SQLite can't read a WAL without shared memory through a file that it may not write; so it may, and is
            // told not to.
            let connection = try Connection(
                path: files.database,
                configuration: ConnectionConfiguration(mode: .readWrite, lock: .exclusiveUnderOwnLock)
            )
            try connection.execute("PRAGMA query_only=ON")
            return JournalStore(
                connection: connection,
                files: files,
                lock: lock,
                configuration: configuration,
                availableBytes: { files.system.availableBytes(in: directory) }
            )
        } catch {
            throw JournalError(error, while: "looking at the journal in \(directory)")
        }
    }

    /// Whether somebody has the journal of a folder open: a running agent, as a rule. False where there is none.
    package static func isInUse(directory: String) -> Bool {
        let files = JournalFiles(directory: directory)
        guard files.size(files.lock) != nil else { return false }
        do {
            _ = try LockFile(path: files.lock)
            return false
        } catch {
            return error.code == .locked
        }
    }

    /// The damaged journals that were set aside in a folder, by their paths.
    package static func setAside(directory: String) -> [String] { JournalFiles(directory: directory).quarantined }
}
