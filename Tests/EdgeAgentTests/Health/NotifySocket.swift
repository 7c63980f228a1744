import Glibc
import Platform
import Synchronization
import TestSupport

@testable import EdgeAgent

/// A service manager's socket in a folder of its own, with the time at which each datagram came.
final class NotifySocket: Sendable {
    struct Message: Sendable {
        let text: String
        let nanoseconds: UInt64
    }

    let path: String
    private let folder: TemporaryDirectory
    private let messages = Mutex<[Message]>([])
    private let isOver = Mutex(false)

    init() throws {
        folder = try TemporaryDirectory()
        path = folder.path("notify")
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        // The reader looks up from time to time whether it is over.
        var patience = timeval(tv_sec: 0, tv_usec: 50_000)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard descriptor >= 0, status == 0 else { throw TestSupportError("no socket at \(path)") }
        try DedicatedThread.start("notify-socket") { [self] in read(descriptor) }
    }

    func close() { isOver.withLock { $0 = true } }

    var environment: [String: String] { ["NOTIFY_SOCKET": path] }

    func received(_ text: String) -> [Message] { messages.withLock { $0.filter { $0.text == text } } }

    var texts: [String] { messages.withLock { $0.map(\.text) } }

    private func read(_ descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while !isOver.withLock({ $0 }) {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count >= 0 else { continue }
            let text = String(decoding: buffer.prefix(count), as: UTF8.self)
            messages.withLock { $0.append(Message(text: text, nanoseconds: SystemClock.monotonicNanoseconds)) }
        }
        Glibc.close(descriptor)
    }
}
