import Glibc
import TestSupport

/// A client of a few lines that can go away in the middle of an answer. It blocks for short whiles only: what it asks
/// for is on this computer.
final class PlainClient {
    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let status = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw TestSupportError("nobody listens on port \(port)") }
        guard fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else { throw TestSupportError("fcntl") }
    }

    deinit { close(descriptor) }

    func get(_ path: String, headers: [String] = []) { send("GET", path, headers: headers) }

    func send(_ method: String, _ path: String, headers: [String] = []) {
        let lines = ["\(method) \(path) HTTP/1.1", "Host: localhost"] + headers + ["", ""]
        write(lines.joined(separator: "\r\n"))
    }

    /// Sends bytes as they are, as far as the other side takes them.
    func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(descriptor, bytes, bytes.count)
    }

    private(set) var text = ""
    private(set) var hasEnded = false

    /// Takes what has come so far.
    func take() -> String {
        while takeSome() {}
        return text
    }

    /// Takes a few kilobytes of what has come so far; false when nothing has.
    func takeSome() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = read(descriptor, &buffer, buffer.count)
        if count == 0 { hasEnded = true }
        guard count > 0 else { return false }
        text += String(decoding: buffer.prefix(count), as: UTF8.self)
        return true
    }
}
