internal import Glibc

/// A file that holds disk space for outcomes: allocated while there is room, deleted when an outcome needs the room.
struct Ballast {
    let path: String
    let bytes: Int64

    /// Whether the file is there with all its blocks allocated.
    var isWhole: Bool { allocatedBytes >= bytes }

    /// Bytes the file really occupies.
    var allocatedBytes: Int64 {
        var status = stat()
        guard stat(path, &status) == 0 else { return 0 }
        // st_blocks counts 512 bytes whatever the file system's own block size is (stat(2)).
        return min(Int64(status.st_size), Int64(status.st_blocks) * 512)
    }

    /// Allocates the file, or leaves nothing behind and returns the system's error number.
    func create() -> Int32 {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return errno }
        // Takes real blocks (posix_fallocate(3)), so what is deleted later is space for the WAL.
        var result = posix_fallocate(file, 0, off_t(bytes))
        if result == 0, fsync(file) != 0 { result = errno }
        close(file)
        if result != 0 { unlink(path) }
        return result
    }

    /// Deletes the file; returns whether it was there.
    func release() -> Bool { unlink(path) == 0 }
}
