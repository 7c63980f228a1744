import Glibc
import HTTPTypes
import Protocol
import TestSupport

/// A machine's open command stream over plain HTTP, read line by line as it comes. It never blocks: a caller asks
/// again until a line is there.
final class CommandStream {
    private let descriptor: Int32
    private var received: [UInt8] = []

    init(port: Int, token: String, after: Int64) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw TestSupportError("no socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw TestSupportError("no connection to port \(port)") }
        let request =
            "GET /v1/agent/commands?after=\(after) HTTP/1.1\r\nHost: localhost\r\n"
            + "Authorization: Bearer \(token)\r\n\r\n"
        guard send(descriptor, request, request.utf8.count, Int32(MSG_NOSIGNAL)) == request.utf8.count else {
            throw TestSupportError("the request was not sent")
        }
    }

    deinit { close(descriptor) }

    /// The frames that came so far: the lines that are JSON; the others are HTTP's own.
    func frames() throws -> [StreamFrame] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            guard count > 0 else { break }
            received += buffer.prefix(count)
        }
        return try received.split(separator: UInt8(ascii: "\n")).filter {
            $0.first == UInt8(ascii: "{") && $0.last == UInt8(ascii: "}")
        }
        .map { try StrictJSON.decode(StreamFrame.self, from: Array($0)) }
    }

    /// Whether the server ended the stream.
    func hasEnded() throws -> Bool {
        _ = try frames()
        return String(decoding: received, as: UTF8.self).contains("\r\n0\r\n\r\n")
    }
}
