internal import CFaultVFS
import Journal
package import SQLite

/// A journal lives on it, with its reserve and its marks.
extension FaultDisk: JournalFileSystem {
    package var sqliteVFS: String? { vfs }

    package func makeFolder(_ path: String) -> Int32 { 0 }

    package func size(of path: String) -> Int64? {
        let size = faultvfs_file_size(disk, path)
        return size < 0 ? nil : size
    }

    package func makeFile(_ path: String) -> Int32 { faultvfs_make_file(disk, path) }

    package func rename(_ path: String, to target: String) -> Int32 { faultvfs_rename_file(disk, path, target) }

    package func remove(_ path: String) -> Int32 { faultvfs_remove_file(disk, path) }

    package func allocate(_ path: String, bytes: Int64) -> Int32 { faultvfs_allocate(disk, path, bytes) }

    package func allocatedBytes(of path: String) -> Int64 { size(of: path) ?? 0 }

    package func syncFolder(_ path: String) { _ = faultvfs_sync_folder(disk) }

    package func availableBytes(in path: String) -> Int64 { faultvfs_free_bytes(disk) }

    /// None: whoever opens the files of a disk twice meets SQLite's own locks.
    package func lock(_ path: String) throws(SQLiteError) -> LockFile? { nil }
}
