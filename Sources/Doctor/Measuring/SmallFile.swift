import Glibc

/// Small text files of the kernel and of the machine.
enum SmallFile {
    private static let mostBytes = 65_536

    /// The text without white space around it; nil when there is no such file, or it can't be read.
    static func text(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while bytes.count < mostBytes {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        let isSpace: (UInt8) -> Bool = { $0 <= 0x20 }
        let trimmed = bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        return String(decoding: Array(trimmed), as: UTF8.self)
    }

    /// Puts a file in another's place, whole or not at all.
    /// - Returns: whether that worked.
    @discardableResult
    static func replace(_ path: String, _ bytes: [UInt8]) -> Bool {
        let temporary = "\(path).new-\(getpid())"
        guard writeNew(temporary, bytes) == 0, rename(temporary, path) == 0 else {
            unlink(temporary)
            return false
        }
        return true
    }

    /// Writes a file that only this user can read, and waits until it is on the disk.
    /// - Returns: 0, or the system's error number.
    static func writeNew(_ path: String, _ bytes: [UInt8]) -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return errno }
            rest = rest.dropFirst(count)
        }
        return fsync(descriptor) == 0 ? 0 : errno
    }
}
