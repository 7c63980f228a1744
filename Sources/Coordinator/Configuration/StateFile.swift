import Glibc
import Protocol

/// Small files of the state folder: read whole, and written so that they appear whole or not at all.
package enum StateFile {
    /// The bytes of a file.
    /// - Throws: `invalid` when it can't be read or is larger than `maximumBytes`.
    package static func read(_ path: String, maximumBytes: Int) throws(CoordinatorError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("can't be opened", path, errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("can't be read", path, errno) }
            guard count > 0 else { return bytes }
            bytes += buffer.prefix(count)
            guard bytes.count <= maximumBytes else {
                throw CoordinatorError(
                    .invalid,
                    "The file \(path) has more than \(maximumBytes) bytes; is it the right one?"
                )
            }
        }
    }

    /// Whether the file exists.
    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Writes a file readable by its owner only, replacing an older one in one step.
    /// - Throws: `storageFull` when there is no room, else `invalid`.
    package static func write(_ bytes: [UInt8], to path: String) throws(CoordinatorError) {
        let temporary = "\(path).new-\(Hex.encode(Fingerprint.randomBytes(6)))"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("can't be made", temporary, errno) }
        defer { unlink(temporary) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let why = errno
                close(descriptor)
                throw failure("can't be written", temporary, why)
            }
            rest.removeFirst(count)
        }
        let isSynced = fsync(descriptor) == 0
        let why = errno
        close(descriptor)
        guard isSynced else { throw failure("can't be written", temporary, why) }
        guard rename(temporary, path) == 0 else { throw failure("can't be put in place", path, errno) }
        syncFolder(of: path)
    }

    /// Gives a file the name of another one, which it replaces, in one step.
    /// - Throws: `invalid` when it can't be moved.
    package static func move(_ path: String, to target: String) throws(CoordinatorError) {
        guard rename(path, target) == 0 else { throw failure("can't be put in place", target, errno) }
        syncFolder(of: target)
    }

    /// Removes a file.
    /// - Throws: `invalid` when it can't be removed.
    package static func remove(_ path: String) throws(CoordinatorError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw failure("can't be removed", path, errno) }
        syncFolder(of: path)
    }

    /// Makes a folder for its owner only, unless it is there.
    /// - Throws: `invalid` when it can't be made.
    package static func makeFolder(_ path: String) throws(CoordinatorError) {
        guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        throw failure("can't be made", path, errno)
    }

    private static func syncFolder(of path: String) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func failure(_ what: String, _ path: String, _ number: Int32) -> CoordinatorError {
        let isFull = number == ENOSPC || number == EDQUOT
        return CoordinatorError(
            isFull ? .storageFull : .invalid,
            "\(path) \(what); check its folder, its owner and the room on the disk.",
            cause: String(cString: strerror(number))
        )
    }
}
