internal import Glibc

/// An advisory lock on a file of its own, held until this value is destroyed or the process ends (`flock(2)`). It
/// belongs to the open file, so a second opening in the same process is refused like one from another process.
package final class LockFile {
    /// The locked file.
    package let path: String
    private let descriptor: Int32

    /// Takes the lock, or throws `.locked` at once, naming the file and the process that has it.
    package init(path: String) throws(SQLiteError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw SQLiteError(
                .cannotOpen,
                "cannot open the lock file \(path): \(reason); check that its folder exists and can be written"
            )
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let owner = LockFile.owner(descriptor)
            close(descriptor)
            throw SQLiteError(
                .locked,
                "\(path) is held by \(owner); stop that one first, two writers of one file are never allowed"
            )
        }
        self.path = path
        self.descriptor = descriptor
        // Only a hint for the message above: a failure to write it (a full disk) does not weaken the lock.
        let text = Array("\(getpid())\n".utf8)
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, text, text.count, 0)
    }

    // The file stays: removing it would let two processes lock two different files of the same name.
    deinit {
        // Closing alone would leave the lock with a child that was forked and has not called exec yet (flock(2)).
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private static func owner(_ descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        guard count > 1 else { return "another process" }
        let text = String(decoding: buffer[..<count].prefix { $0 != 0x0a }, as: UTF8.self)
        return text == "\(getpid())" ? "this process already (\(text))" : "process \(text)"
    }
}
