package import SQLite

/// The disk under a journal, as far as the journal uses it beside SQLite. A program has `SystemFileSystem`, a simulator
/// a disk of its own. An answer that is a number is an error number of the system, 0 for success.
package protocol JournalFileSystem {
    /// The SQLite VFS that opens files of this disk; nil for the system's own.
    var sqliteVFS: String? { get }

    /// Makes a folder if it is missing.
    func makeFolder(_ path: String) -> Int32

    /// Bytes of a file; nil when it is missing.
    func size(of path: String) -> Int64?

    /// Makes an empty file if it is missing, and syncs it.
    func makeFile(_ path: String) -> Int32

    /// Renames a file.
    func rename(_ path: String, to target: String) -> Int32

    /// Removes a file.
    func remove(_ path: String) -> Int32

    /// Makes a file that really occupies so many bytes, and syncs it, or leaves none there.
    func allocate(_ path: String, bytes: Int64) -> Int32

    /// Bytes that a file really occupies; 0 when it is missing.
    func allocatedBytes(of path: String) -> Int64

    /// Makes names durable: a created or renamed file is only safe once its folder is.
    func syncFolder(_ path: String)

    /// Bytes that can still be written into a folder.
    func availableBytes(in path: String) -> Int64

    /// Takes the lock on a file; nil where nobody else can come to the disk. Throws `.locked`, `.cannotOpen`.
    func lock(_ path: String) throws(SQLiteError) -> LockFile?
}
