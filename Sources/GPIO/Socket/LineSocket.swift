import Glibc

/// Bounded lines over a socket, blocking; for one thread.
final class LineSocket {
    let descriptor: SocketDescriptor
    private var buffer: [UInt8] = []

    init(_ descriptor: SocketDescriptor) {
        self.descriptor = descriptor
    }

    /// Sends one line.
    func send(_ line: String) throws(GPIOError) {
        let bytes = Array(line.utf8) + [SocketProtocol.lineFeed]
        precondition(bytes.count <= SocketProtocol.maximumLineBytes + 1, "a line sent stays within its limit")
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count >= 0 {
                sent += count
            } else if errno != EINTR {
                throw GPIOError(.ioFailure, "the simulated chip's socket broke: \(systemMessage(errno))")
            }
        }
    }

    /// The next line, nil when the other side hung up; `deadline` is on `CLOCK_MONOTONIC`, in nanoseconds.
    func receive(until deadline: UInt64) throws(GPIOError) -> String? {
        while true {
            if let end = buffer.firstIndex(of: SocketProtocol.lineFeed) {
                let line = String(validating: buffer[..<end], as: UTF8.self)
                buffer.removeSubrange(...end)
                guard let line else { throw GPIOError(.ioFailure, "a line on the socket is not UTF-8") }
                return line
            }
            guard buffer.count <= SocketProtocol.maximumLineBytes else {
                throw GPIOError(.ioFailure, "a line on the socket exceeds \(SocketProtocol.maximumLineBytes) bytes")
            }
            guard try Polling.wait([descriptor.number], until: deadline)[0] else {
                throw GPIOError(.ioFailure, "the other side of the simulated chip's socket does not answer")
            }
            guard receiveSome() else { return nil }
        }
    }

    /// False when the other side is gone; how it went makes no difference.
    private func receiveSome() -> Bool {
        var chunk: [UInt8] = Array(repeating: 0, count: SocketProtocol.maximumLineBytes)
        let count = recv(descriptor.number, &chunk, chunk.count, 0)
        if count > 0 {
            buffer += chunk[..<count]
            return true
        }
        return count < 0 && errno == EINTR
    }
}
