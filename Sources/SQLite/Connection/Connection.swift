internal import CSQLite
internal import Faults

/// One connection to one database file. Not `Sendable`: it belongs to the thread (or the simulator) that made it.
///
/// Every call is blocking. WAL with `synchronous=FULL`: when a transaction returns, its commit has been fsynced.
package final class Connection {
    /// The file, or ":memory:".
    package let path: String
    /// How it was opened.
    package let configuration: ConnectionConfiguration

    let handle: OpaquePointer
    var statements: StatementCache
    let lock: LockFile?
    /// Pages in the WAL at the last commit of this connection, as SQLite's WAL hook reports them.
    var walPagesAtLastCommit: Int64 = 0
    /// Text and blob bytes bound since it was last cleared: what a batch weighs.
    var boundBytes = 0
    /// Set while only reading is allowed, whatever the file's mode.
    var isReadOnlyScope = false
    /// The worst storage failure since it was last cleared, even when the caller caught and dropped the error.
    var storageFailure: SQLiteError?
    /// Statements executed so far, for tests that check how much work an operation does.
    package internal(set) var statementsExecuted = 0
    /// Rows read so far, for the same tests.
    package internal(set) var rowsRead = 0

    /// Opens the file and sets every fixed option, or throws: `.locked` (the lock is held elsewhere), `.notADatabase`,
    /// `.corrupt`, `.cannotOpen`.
    package init(path: String, configuration: ConnectionConfiguration = ConnectionConfiguration()) throws(SQLiteError) {
        let isMemory = configuration.mode == .memory
        self.path = isMemory ? ":memory:" : path
        self.configuration = configuration
        // The lock comes first: opening, and above all recovering a WAL, is already a write.
        switch configuration.lock {
        case .process where !isMemory && configuration.vfs == nil,
            .exclusive where !isMemory && configuration.vfs == nil:
            lock = try LockFile(path: path + ".lock")
        default: lock = nil
        }
        if configuration.owns, !Mutant.walNotRenewed.isActive {
            try Connection.renewWAL(of: path, vfs: configuration.vfs)
        }
        self.handle = try Connection.open(isMemory ? ":memory:" : path, configuration)
        self.statements = StatementCache(limit: configuration.cachedStatements)
        try configure()
    }

    deinit {
        statements.removeAll()
        // Never SQLITE_BUSY: the statements are gone, and close_v2 would only delay the closing.
        sqlite3_close_v2(handle)
    }

    /// How much of an immutable file is mapped, in bytes; the rest is read.
    private static let mappedBytes = Int64(1) << 36

    /// Makes the WAL that is read now the one that is on the disk. After a failed sync the system may show bytes that
    /// never reached it, and call them written for ever after: commits that are built on them would be gone with the
    /// next power cut. Written again, they are synced or the opening fails.
    private static func renewWAL(of path: String, vfs: String?) throws(SQLiteError) {
        let result = csqlite_renew_wal(vfs, path + "-wal")
        guard result != SQLITE_OK else { return }
        let code = SQLiteError.Code(extendedCode: result)
        let reason = String(cString: sqlite3_errstr(result))
        throw SQLiteError(code, "cannot renew \(path)-wal: \(reason); \(code.advice)", extendedCode: result)
    }

    private static func open(
        _ path: String,
        _ configuration: ConnectionConfiguration
    ) throws(SQLiteError) -> OpaquePointer {
        let mode = configuration.mode
        var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        switch mode {
        case .readOnly: flags |= Mutant.readersCheckpoint.isActive ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY
        case .immutable: flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
        case .readWrite: flags |= SQLITE_OPEN_READWRITE
        case .create, .memory: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        }
        var opened: OpaquePointer?
        let name = mode == .immutable ? immutableName(of: path) : path
        let result = sqlite3_open_v2(name, &opened, flags, configuration.vfs)
        guard result == SQLITE_OK, let opened else {
            sqlite3_close_v2(opened)
            let code = SQLiteError.Code(extendedCode: result)
            let reason = String(cString: sqlite3_errstr(result))
            throw SQLiteError(code, "cannot open \(path): \(reason); \(code.advice)", extendedCode: result)
        }
        return opened
    }

    /// The path as SQLite's URI (sqlite.org/uri.html#the_uri_path): what means something else there is escaped.
    private static func immutableName(of path: String) -> String {
        var escaped: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "%"): escaped += "%25".utf8
            case UInt8(ascii: "?"): escaped += "%3f".utf8
            case UInt8(ascii: "#"): escaped += "%23".utf8
            default: escaped.append(byte)
            }
        }
        return "file:\(String(decoding: escaped, as: UTF8.self))?immutable=1"
    }

    private func configure() throws(SQLiteError) {
        try check(sqlite3_busy_timeout(handle, configuration.busyTimeoutMilliseconds), "setting the busy timeout")
        let options: [(Int32, Int32)] = [
            // Debian 12 ships 3.40.1, which can lose pages when two connections checkpoint and write at once
            // (sqlite.org/wal.html#walresetbug); so no connection ever checkpoints by itself.
            (SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, Mutant.readersCheckpoint.isActive ? 0 : 1),
            (SQLITE_DBCONFIG_DEFENSIVE, 1),
            (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
            (SQLITE_DBCONFIG_DQS_DML, 0),
            (SQLITE_DBCONFIG_DQS_DDL, 0),
            (SQLITE_DBCONFIG_ENABLE_FKEY, 1),
        ]
        for (option, value) in options {
            try check(csqlite_configure(handle, option, value), "setting database option \(option)")
        }
        try check(sqlite3_wal_autocheckpoint(handle, 0), "turning automatic checkpoints off")
        try execute("PRAGMA temp_store=MEMORY")
        if configuration.lock == .exclusive || configuration.lock == .exclusiveUnderOwnLock {
            try execute("PRAGMA locking_mode=EXCLUSIVE")
        }
        if configuration.mode == .immutable { try execute("PRAGMA mmap_size=\(Self.mappedBytes)") }
        if ![.readOnly, .immutable, .memory].contains(configuration.mode) {
            let mode = try pragmaText("journal_mode=WAL", column: "journal_mode")
            guard mode == "wal" else {
                throw SQLiteError(.other, "\(path) stays in journal mode \(mode), WAL is required; use a local disk")
            }
        }
        try execute("PRAGMA synchronous=\(Mutant.commitsNotSynced.isActive ? "NORMAL" : "FULL")")
        if let pages = configuration.maximumPages { try setMaximumPages(pages) }
        observeWAL()
    }

    private func observeWAL() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        _ = sqlite3_wal_hook(
            handle,
            { context, _, _, pages in
                if let context {
                    Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue().walPagesAtLastCommit = Int64(pages)
                }
                return SQLITE_OK
            },
            context
        )
    }

    /// Throws SQLite's error for a result that is none of OK, ROW and DONE.
    func check(_ result: Int32, _ operation: @autoclosure () -> String) throws(SQLiteError) {
        guard result != SQLITE_OK, result != SQLITE_ROW, result != SQLITE_DONE else { return }
        let code = SQLiteError.Code(extendedCode: result)
        let reason = String(cString: sqlite3_errmsg(handle))
        let error = SQLiteError(
            code,
            "\(operation()) failed on \(path): \(reason); \(code.advice)",
            extendedCode: result
        )
        switch code {
        case .ioError, .corrupt, .notADatabase: storageFailure = error
        case .full: storageFailure = storageFailure ?? error
        default: break
        }
        throw error
    }
}
