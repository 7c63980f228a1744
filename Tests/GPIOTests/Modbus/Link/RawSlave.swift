import Glibc
import Platform
import Synchronization

@testable import GPIO

/// A TCP slave that answers each request with whatever bytes a test makes of it, whether they make sense or not.
final class RawSlave: Sendable {
    let port: UInt16
    private let listener: Int32
    private let stop: WakePipe
    private let thread = Mutex<DedicatedThread?>(nil)

    init(_ reply: @escaping @Sendable ([UInt8]) -> [UInt8]) throws {
        stop = try WakePipe()
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener, generic, length) == 0 && listen(listener, 4) == 0
                    ? getsockname(listener, generic, &length) : -1
            }
        }
        guard status == 0 else { throw GPIOError(.ioFailure, systemMessage(errno)) }
        port = UInt16(bigEndian: address.sin_port)
        self.listener = listener
        let stop = stop
        let started = try DedicatedThread("raw-slave") { Self.serve(listener, stop, reply) }
        thread.withLock { $0 = started }
    }

    func close() {
        stop.wake()
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
        Glibc.close(listener)
    }

    private static func serve(_ listener: Int32, _ stop: WakePipe, _ reply: ([UInt8]) -> [UInt8]) {
        var client: Int32 = -1
        defer { if client >= 0 { Glibc.close(client) } }
        while true {
            let watched = [listener, stop.readable] + (client >= 0 ? [client] : [])
            guard let ready = try? Polling.wait(watched, until: .max), !ready[1] else { return }
            if ready[0] {
                if client >= 0 { Glibc.close(client) }
                client = accept(listener, nil, nil)
                continue
            }
            var bytes = [UInt8](repeating: 0, count: 512)
            let count = recv(client, &bytes, bytes.count, 0)
            guard count > 0 else {
                Glibc.close(client)
                client = -1
                continue
            }
            let answer = reply(Array(bytes.prefix(count)))
            _ = send(client, answer, answer.count, Int32(MSG_NOSIGNAL))
        }
    }
}
