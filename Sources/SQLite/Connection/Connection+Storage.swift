internal import CSQLite
internal import Glibc

extension Connection {
    /// What one checkpoint did.
    package struct CheckpointResult: Sendable, Equatable {
        /// Pages in the WAL.
        package let walPages: Int64
        /// Pages of it that are now in the database file.
        package let movedPages: Int64
    }

    /// Moves what it can from the WAL to the file without waiting for anybody (`PASSIVE`). Only the one writer of a
    /// file may call this. The WAL file stays allocated: overwriting it is faster than growing it anew.
    @discardableResult
    package func checkpoint() throws(SQLiteError) -> CheckpointResult {
        var walPages: Int32 = 0
        var movedPages: Int32 = 0
        let result = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, &walPages, &movedPages)
        try check(result, "moving the WAL into the file")
        return CheckpointResult(walPages: Int64(walPages), movedPages: Int64(movedPages))
    }

    /// Bytes of the WAL file on disk.
    package var walBytes: Int64 {
        guard configuration.vfs == nil else { return csqlite_journal_bytes(handle) }
        var status = stat()
        return stat(path + "-wal", &status) == 0 ? Int64(status.st_size) : 0
    }

    /// Bytes per page.
    package func pageSize() throws(SQLiteError) -> Int64 { try pragmaInteger("page_size", column: "page_size") }

    /// Pages of the file, free ones included.
    package func pageCount() throws(SQLiteError) -> Int64 { try pragmaInteger("page_count", column: "page_count") }

    /// Pages of the file that hold nothing and will be used first.
    package func freePageCount() throws(SQLiteError) -> Int64 {
        try pragmaInteger("freelist_count", column: "freelist_count")
    }

    /// The page limit.
    package func maximumPages() throws(SQLiteError) -> Int64 {
        try pragmaInteger("max_page_count", column: "max_page_count")
    }

    /// Sets the page limit; SQLite never sets it below the pages the file already has. Returns what holds now.
    @discardableResult
    package func setMaximumPages(_ pages: Int64) throws(SQLiteError) -> Int64 {
        try pragmaInteger("max_page_count=\(pages)", column: "max_page_count")
    }

    /// The number that says whose file this is; 0 for a new one.
    package func applicationID() throws(SQLiteError) -> Int64 {
        try pragmaInteger("application_id", column: "application_id")
    }

    /// Marks the file as belonging to an application.
    package func setApplicationID(_ identifier: Int32) throws(SQLiteError) {
        try execute("PRAGMA application_id=\(identifier)")
    }

    /// Reads every page and checks its structure; throws `.corrupt` with the first findings. Time grows with the file.
    package func quickCheck() throws(SQLiteError) {
        let findings = try all("PRAGMA quick_check(5)") { row throws(SQLiteError) in try row.text("quick_check") }
        guard findings == ["ok"] else {
            let list = findings.joined(separator: "; ")
            throw SQLiteError(.corrupt, "\(path) is damaged: \(list); \(SQLiteError.Code.corrupt.advice)")
        }
    }

    /// The SQLite library's version, such as "3.40.1".
    package static var libraryVersion: String { String(cString: sqlite3_libversion()) }
}
