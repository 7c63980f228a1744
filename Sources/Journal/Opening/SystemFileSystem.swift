internal import Glibc
internal import SQLite

/// The system's own disk.
struct SystemFileSystem: JournalFileSystem {
    var sqliteVFS: String? { nil }

    func makeFolder(_ path: String) -> Int32 {
        if mkdir(path, 0o700) == 0 { return 0 }
        return errno == EEXIST ? 0 : errno
    }

    func size(of path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }

    func makeFile(_ path: String) -> Int32 {
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return errno }
        defer { close(file) }
        return fsync(file) == 0 ? 0 : errno
    }

    func rename(_ path: String, to target: String) -> Int32 { Glibc.rename(path, target) == 0 ? 0 : errno }

    func remove(_ path: String) -> Int32 { unlink(path) == 0 ? 0 : errno }

    func allocate(_ path: String, bytes: Int64) -> Int32 {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return errno }
        defer { close(file) }
        // Takes real blocks (posix_fallocate(3)), so what is deleted later is space for the WAL.
        var result = posix_fallocate(file, 0, off_t(bytes))
        if result == 0, fsync(file) != 0 { result = errno }
        if result != 0 { unlink(path) }
        return result
    }

    func allocatedBytes(of path: String) -> Int64 {
        var status = stat()
        guard stat(path, &status) == 0 else { return 0 }
        // st_blocks counts 512 bytes whatever the file system's own block size is (stat(2)).
        return min(Int64(status.st_size), Int64(status.st_blocks) * 512)
    }

    func syncFolder(_ path: String) {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    func availableBytes(in path: String) -> Int64 {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return 0 }
        return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }

    func lock(_ path: String) throws(SQLiteError) -> LockFile? { try LockFile(path: path) }
}
