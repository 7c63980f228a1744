import Glibc

/// Which port the demo's coordinator listens on.
enum DemoPort {
    /// Tried first when nobody chose.
    static let usual = 8_443

    /// The port that was asked for, else the last run's, else the usual one, else any that is free.
    static func choose(_ wanted: Int?, _ folder: DemoFolder) throws -> Int {
        if let wanted {
            guard isFree(wanted) else {
                throw CommandError(
                    "Port \(wanted) is in use; choose another with --port, or leave it out for a free one."
                )
            }
            return wanted
        }
        let last = (try? LocalFile.text(folder.port)).flatMap(Int.init)
        if let port = [last, usual].compactMap({ $0 }).first(where: isFree) { return port }
        return try free()
    }

    /// Any that is free.
    static func free() throws -> Int {
        guard let port = bound(to: 0) else { throw CommandError("No port of 127.0.0.1 is free.") }
        return port
    }

    private static func isFree(_ port: Int) -> Bool { bound(to: port) != nil }

    /// Binds to a port of the loopback for a moment, and says which one it was.
    private static func bound(to port: Int) -> Int? {
        guard let number = UInt16(exactly: port) else { return nil }
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // As the coordinator does: a port whose last user is gone counts as free.
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = number.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 1) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        return isBound ? Int(UInt16(bigEndian: address.sin_port)) : nil
    }
}
