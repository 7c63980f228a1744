import Glibc

/// A Unix domain socket, closed when the last reference goes, so that its number is never reused under a caller.
final class SocketDescriptor: Sendable {
    let number: Int32

    private init(_ number: Int32) {
        self.number = number
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    }

    deinit {
        close(number)
    }

    /// Connects to the server at `path`.
    static func connected(to path: String) throws(GPIOError) -> SocketDescriptor {
        let descriptor = try SocketDescriptor.unconnected()
        guard try descriptor.withAddress(path, Glibc.connect) else {
            throw GPIOError(
                .ioFailure,
                "no simulated chip answers at \(path): \(systemMessage(errno)); start the simulator first"
            )
        }
        return descriptor
    }

    /// Listens at `path`. A socket left there by a server that died is replaced, a live one is not.
    static func listening(at path: String, backlog: Int32) throws(GPIOError) -> SocketDescriptor {
        let probe = try SocketDescriptor.unconnected()
        if try probe.withAddress(path, Glibc.connect) {
            throw GPIOError(.ioFailure, "another simulated chip is served at \(path); stop it or choose another path")
        }
        if errno == ECONNREFUSED { unlink(path) }
        let descriptor = try SocketDescriptor.unconnected()
        guard try descriptor.withAddress(path, Glibc.bind), listen(descriptor.number, backlog) == 0 else {
            throw GPIOError(.ioFailure, "cannot serve at \(path): \(systemMessage(errno)); is the folder there?")
        }
        chmod(path, S_IRUSR | S_IWUSR)
        return descriptor
    }

    /// The next client of a listening socket, nil when it went away again.
    func accepted() -> SocketDescriptor? {
        let client = accept(number, nil, nil)
        return client < 0 ? nil : SocketDescriptor(client)
    }

    /// Ends both directions: whoever reads sees the end.
    func hangUp() {
        shutdown(number, Int32(SHUT_RDWR))
    }

    private static func unconnected() throws(GPIOError) -> SocketDescriptor {
        let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard number >= 0 else { throw GPIOError(.ioFailure, "no socket: \(systemMessage(errno))") }
        return SocketDescriptor(number)
    }

    private func withAddress(
        _ path: String,
        _ call: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(GPIOError) -> Bool {
        var address = sockaddr_un()
        let bytes = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path) - 1
        guard !bytes.isEmpty, bytes.count <= room, !bytes.contains(0) else {
            throw GPIOError(
                .invalidConfiguration,
                "a socket's path is 1 to \(room) bytes, this one is \(bytes.count): \(path)"
            )
        }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}
