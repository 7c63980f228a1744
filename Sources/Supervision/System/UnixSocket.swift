import Glibc

/// A Unix domain socket of this computer, closed when the last reference goes. Children do not inherit it.
package final class UnixSocket: Sendable {
    /// What a socket carries.
    package enum Kind: Sendable {
        /// Messages, each whole.
        case datagram
        /// A stream of bytes.
        case stream
    }

    /// The descriptor.
    package let descriptor: Int32
    /// What it carries.
    package let kind: Kind
    private let ownedPath: String?

    /// The longest path of a socket, in bytes: `sun_path` of unix(7) less its end.
    package static let maximumPathBytes = 107

    private init(_ descriptor: Int32, _ kind: Kind, ownedPath: String? = nil) {
        self.descriptor = descriptor
        self.kind = kind
        self.ownedPath = ownedPath
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit {
        close(descriptor)
        if let ownedPath { unlink(ownedPath) }
    }

    /// Takes `path`, readable and writable by this user only, and listens there. What was left at the path by a
    /// program that is gone is replaced; a socket that answers is not.
    /// - Throws: `socket`.
    package static func bound(to path: String, _ kind: Kind) throws(SupervisionError) -> UnixSocket {
        let probe = try make(kind)
        let isTaken = try withAddress(path) { connect(probe, $0, $1) } == 0
        let why = errno
        close(probe)
        guard !isTaken else {
            throw SupervisionError(.socket, "Another program answers at \(path); stop it or choose another path.")
        }
        if why == ECONNREFUSED { unlink(path) }
        let descriptor = try make(kind)
        let isBound = try withAddress(path) { bind(descriptor, $0, $1) } == 0
        guard isBound, kind == .datagram || listen(descriptor, 16) == 0 else {
            let why = systemMessage(errno)
            close(descriptor)
            throw SupervisionError(.socket, "No socket can be made at \(path); is its folder there?", cause: why)
        }
        chmod(path, S_IRUSR | S_IWUSR)
        return UnixSocket(descriptor, kind, ownedPath: path)
    }

    /// Connects to the program that listens at `path`.
    /// - Throws: `socket`.
    package static func connected(to path: String, _ kind: Kind) throws(SupervisionError) -> UnixSocket {
        let descriptor = try make(kind)
        guard try withAddress(path, { connect(descriptor, $0, $1) }) == 0 else {
            let why = systemMessage(errno)
            close(descriptor)
            throw SupervisionError(.socket, "Nobody answers at \(path); start the program first.", cause: why)
        }
        return UnixSocket(descriptor, kind)
    }

    /// The next client of a listening stream socket; nil when it went away again.
    package func accepted() -> UnixSocket? {
        let client = accept(descriptor, nil, nil)
        return client < 0 ? nil : UnixSocket(client, kind)
    }

    /// What has arrived, at most `maximumBytes`: empty at the end of a stream, nil when nothing can be read.
    /// - Parameter waits: whether to wait for something.
    package func receive(maximumBytes: Int, waits: Bool) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: maximumBytes)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, waits ? 0 : Int32(MSG_DONTWAIT))
            if count < 0, errno == EINTR { continue }
            return count < 0 ? nil : Array(buffer.prefix(count))
        }
    }

    /// Sends all of the bytes; false when nobody takes them.
    package func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func make(_ kind: Kind) throws(SupervisionError) -> Int32 {
        let type = kind == .datagram ? SOCK_DGRAM : SOCK_STREAM
        let descriptor = socket(AF_UNIX, Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else {
            throw SupervisionError(
                .noResources,
                "No descriptors are left; close some programs.",
                cause: systemMessage(errno)
            )
        }
        return descriptor
    }

    private static func withAddress(
        _ path: String,
        _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(SupervisionError) -> Int32 {
        var address = sockaddr_un()
        let bytes = Array(path.utf8)
        guard (1...maximumPathBytes).contains(bytes.count), !bytes.contains(0) else {
            throw SupervisionError(
                .socket,
                "A socket's path has 1 to \(maximumPathBytes) bytes, this one \(bytes.count): \(path)."
                    + " Choose a shorter folder."
            )
        }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
