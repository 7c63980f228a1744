import Glibc

/// Asks a running agent on its local socket. Synchronous: it is for small programs that do nothing else.
enum LocalClient {
    private static let timeoutSeconds = 10
    private static let mostBytes = 1_048_576

    /// Sends one request and reads its answer.
    /// - Throws: `link` when nobody answers in time.
    static func request(_ method: String, _ target: String, socket path: String) throws(AgentError) -> LocalAnswer {
        let descriptor = try connect(path)
        defer { close(descriptor) }
        let request = "\(method) \(target) HTTP/1.1\r\nhost: agent\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
        guard send(descriptor, request, request.utf8.count, Int32(MSG_NOSIGNAL)) == request.utf8.count else {
            throw unanswered(path)
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while bytes.count < mostBytes {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count >= 0 else { throw unanswered(path) }
            guard count > 0 else { break }
            bytes += buffer.prefix(count)
        }
        guard let answer = parse(bytes) else { throw unanswered(path) }
        return answer
    }

    /// Reads an answer that ended with its connection.
    static func parse(_ bytes: [UInt8]) -> LocalAnswer? {
        guard let end = bytes.indices.dropLast(3).first(where: { bytes[$0..<$0 + 4].elementsEqual("\r\n\r\n".utf8) })
        else { return nil }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { return nil }
        func header(_ name: String) -> String? {
            lines.dropFirst().first { $0.lowercased().hasPrefix("\(name): ") }.map {
                String($0.dropFirst(name.utf8.count + 2))
            }
        }
        let body = Array(bytes[(end + 4)...])
        // Cut short is not an answer.
        if let length = header("content-length").flatMap({ Int($0) }), length != body.count { return nil }
        return LocalAnswer(status: status, contentType: header("content-type") ?? "", body: body)
    }

    private static func connect(_ path: String) throws(AgentError) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { throw unanswered(path) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw unanswered(path) }
        var timeout = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        let length = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, length)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, length)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else {
            let error = unanswered(path)
            close(descriptor)
            throw error
        }
        return descriptor
    }

    private static func unanswered(_ path: String) -> AgentError {
        AgentError(
            .link,
            "No agent answers on \(path); does it run, and may you open that socket?",
            cause: errno == 0 ? nil : String(cString: strerror(errno))
        )
    }
}
