import Glibc

/// A TCP port on 127.0.0.1 that is taken and refuses every connection, as long as this lives.
package final class BoundPort: Sendable {
    private let descriptor: Int32
    /// Which one.
    package let number: Int

    /// Takes a port.
    /// - Parameter wanted: which one; 0 for any that nobody has.
    /// - Throws: `TestSupportError` when there is none, or somebody has it.
    package init(_ wanted: Int = 0) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw TestSupportError("no socket: \(systemMessage(errno))") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(wanted).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = descriptor
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(socket, generic, length) == 0 ? getsockname(socket, generic, &length) : -1
            }
        }
        guard status == 0 else {
            let reason = systemMessage(errno)
            close(descriptor)
            throw TestSupportError("no free port on 127.0.0.1: \(reason)")
        }
        number = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(descriptor) }
}
