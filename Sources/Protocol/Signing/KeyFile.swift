import FoundationEssentials
import Glibc

/// One private key in one file: its 32 bytes as base64url and a line end, mode 0600. The file appears whole or not at
/// all, and an existing one is never replaced.
package enum KeyFile {
    /// Reads the key.
    /// - Throws: `malformed` when the file is missing, is readable by others, or holds no key.
    package static func load(_ path: String) throws(ProtocolError) -> SigningKey {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw failure("could not be opened", path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("could not be examined", path, errno) }
        guard status.st_mode & 0o077 == 0 else {
            throw ProtocolError(.malformed, "The key file \(path) is open to others; run chmod 600 on it.")
        }
        var buffer = [UInt8](repeating: 0, count: 128)
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw failure("could not be read", path, errno) }
        var text = buffer.prefix(count)
        if text.last == UInt8(ascii: "\n") { text.removeLast() }
        guard let secret = Base64URL.decode(text), secret.count == 32 else {
            throw ProtocolError(.malformed, "The key file \(path) holds no key; restore it from its backup.")
        }
        return try SigningKey(rawRepresentation: secret)
    }

    /// Makes a new key and its file.
    /// - Throws: `malformed` when the file exists or can't be written.
    package static func create(_ path: String) throws(ProtocolError) -> SigningKey {
        let key = SigningKey()
        let temporary = "\(path).new-\(Hex.encode(Fingerprint.randomBytes(8)))"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("could not be created", temporary, errno) }
        defer { unlink(temporary) }
        let text = Array((Base64URL.encode(key.rawRepresentation) + "\n").utf8)
        let written = write(descriptor, text, text.count)
        let synced = fsync(descriptor)
        let why = errno
        close(descriptor)
        guard written == text.count, synced == 0 else { throw failure("could not be written", temporary, why) }
        // A link, unlike a rename, refuses to replace a key that another process made meanwhile.
        guard link(temporary, path) == 0 else { throw failure("could not be put in place", path, errno) }
        let folder =
            path.split(separator: "/").count > 1 ? String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]) : ""
        let directory = open(
            folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder,
            O_RDONLY | O_DIRECTORY | O_CLOEXEC
        )
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
        return key
    }

    /// Reads the key, or makes it on the first start.
    /// - Throws: `malformed` as `load` and `create` do.
    package static func loadOrCreate(_ path: String) throws(ProtocolError) -> SigningKey {
        if access(path, F_OK) == 0 { return try load(path) }
        return try create(path)
    }

    private static func failure(_ what: String, _ path: String, _ number: Int32) -> ProtocolError {
        ProtocolError(
            .malformed,
            "The key file \(path) \(what); check that the folder exists and belongs to this program's user.",
            cause: String(cString: strerror(number))
        )
    }
}
