import Glibc

/// One open file, read or written from its beginning. Every failure names the file.
struct PlainFile: ~Copyable {
    /// Bytes read or written at once.
    static let chunkBytes = 1 << 18

    let path: String
    private let descriptor: Int32

    /// Opens a file for reading.
    init(reading path: String) throws(BackupError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else { throw Self.failure("can't be opened", path) }
    }

    /// Makes a new file, for its owner only.
    init(making path: String) throws(BackupError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        self.path = path
        guard descriptor >= 0 else { throw Self.failure("can't be made", path) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The file's length.
    func length() throws(BackupError) -> Int64 {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure("can't be measured", path) }
        return Int64(status.st_size)
    }

    /// The next bytes, fewer only at the file's end.
    func read(_ count: Int) throws(BackupError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let read = bytes.withUnsafeMutableBytes { buffer in
                buffer.baseAddress.map { Glibc.read(descriptor, $0 + done, count - done) } ?? 0
            }
            if read < 0, errno == EINTR { continue }
            guard read >= 0 else { throw Self.failure("can't be read", path) }
            if read == 0 { break }
            done += read
        }
        bytes.removeLast(count - done)
        return bytes
    }

    /// Writes the bytes after those before.
    func write(_ bytes: [UInt8]) throws(BackupError) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                buffer.baseAddress.map { Glibc.write(descriptor, $0 + done, bytes.count - done) } ?? 0
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Self.failure("can't be written", path) }
            done += written
        }
    }

    /// Returns when all that was written is on the disk.
    func sync() throws(BackupError) {
        guard fsync(descriptor) == 0 else { throw Self.failure("can't be written to the disk", path) }
    }

    /// The error for what the last call of the system said.
    static func failure(_ what: String, _ path: String) -> BackupError {
        let number = errno
        return BackupError(
            .storage,
            "\(path) \(what); check its folder, its owner and the room on the disk.",
            cause: String(cString: strerror(number))
        )
    }
}
