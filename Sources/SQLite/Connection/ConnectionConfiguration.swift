/// How a database file is opened. What is not here is fixed: WAL, `synchronous=FULL`, foreign keys on, temporary data
/// in memory, no automatic checkpoint and none on close (one writer is the only checkpointer; see `GroupCommitWriter`).
package struct ConnectionConfiguration: Sendable {
    /// What may be done to the file.
    package enum Mode: Sendable {
        /// Only reading; the file has to exist.
        case readOnly
        /// Only reading a file that nobody changes while it is open, such as a copy: no locks, no files beside it, and
        /// its pages are mapped. Whoever has a newer copy puts it in the old one's place by renaming it.
        case immutable
        /// Reading and writing; the file has to exist.
        case readWrite
        /// Reading and writing; a missing file is created.
        case create
        /// A private database in memory, for tests. The path is ignored.
        case memory
    }

    /// Who else may open the file.
    package enum Lock: Sendable {
        /// Anyone.
        case none
        /// This process owns the file for life through a lock on `<path>.lock`; it may open more connections itself.
        case process
        /// As `process`, and this connection is the only one (`locking_mode=EXCLUSIVE`: a shell that opens the file
        /// gets "database is locked", and no `-shm` file is made).
        case exclusive
        /// As `exclusive`, but the caller holds the lock file: for a store that also moves the database file around.
        case exclusiveUnderOwnLock
    }

    /// What may be done to the file.
    package var mode: Mode
    /// Who else may open the file.
    package var lock: Lock
    /// How long a statement waits for another connection before it fails with `.busy`.
    package var busyTimeoutMilliseconds: Int32
    /// The largest number of pages the file may have; work beyond it fails with `.full`. nil: SQLite's own limit.
    package var maximumPages: Int64?
    /// Prepared statements kept for reuse.
    package var cachedStatements: Int
    /// The SQLite VFS that opens the file; nil for the system's own. With another one there is no lock file, because
    /// the path is not one of the system's.
    package var vfs: String?

    /// Made with everything at its usual value.
    package init(
        mode: Mode = .create,
        lock: Lock = .none,
        busyTimeoutMilliseconds: Int32 = 5_000,
        maximumPages: Int64? = nil,
        cachedStatements: Int = 128,
        vfs: String? = nil
    ) {
        self.mode = mode
        self.lock = lock
        self.busyTimeoutMilliseconds = busyTimeoutMilliseconds
        self.maximumPages = maximumPages
        self.cachedStatements = cachedStatements
        self.vfs = vfs
    }

    /// Whether the connection's process is the only one that writes the file.
    var owns: Bool { lock != .none && (mode == .readWrite || mode == .create) }
}
