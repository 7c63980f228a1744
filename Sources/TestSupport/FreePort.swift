import Glibc

/// A TCP port on 127.0.0.1 that nobody listened on a moment ago.
///
/// There is a race: the port is free again when this returns, and another process may take it before the caller binds
/// it. The kernel hands out the ports in a scattered order, so that it is rare; a program that can bind port 0 itself
/// and say which port it got should do that instead.
package func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw TestSupportError("no socket: \(systemMessage(errno))") }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
            bind(descriptor, generic, length) == 0 ? getsockname(descriptor, generic, &length) : -1
        }
    }
    guard status == 0 else { throw TestSupportError("no free port on 127.0.0.1: \(systemMessage(errno))") }
    return Int(UInt16(bigEndian: address.sin_port))
}
