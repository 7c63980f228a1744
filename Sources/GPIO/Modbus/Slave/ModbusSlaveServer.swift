internal import CModbus
import Glibc
import Platform
import Synchronization

/// A simulated Modbus TCP device, or a gateway with several behind it, whose replies libmodbus makes. On the loopback
/// interface only. Each client has a thread. It runs until `close`.
package final class ModbusSlaveServer: Sendable {
    /// The most clients at a time; a further one is hung up on.
    package static let mostClients = 16

    private struct State {
        var clients: [Int: DedicatedThread] = [:]
        var finished: [Int] = []
        var lastClient = 0
        var connections = 0
        var acceptThread: DedicatedThread?
        var isClosed = false
    }

    /// The port it listens at on 127.0.0.1.
    package let port: UInt16
    private let units: ModbusSlaveUnits
    private let listener: Int32
    private let stop: WakePipe
    private let state = Mutex(State())

    /// Listens from now on.
    /// - Parameters:
    ///   - port: 0 for one that is free.
    ///   - banks: What each unit id holds.
    /// - Throws: `ioFailure` when the port is taken.
    package init(
        port: UInt16 = 0,
        banks: [UInt8: ModbusRegisterBank],
        hooks: ModbusSlaveHooks = ModbusSlaveHooks()
    ) throws(GPIOError) {
        units = ModbusSlaveUnits(banks: banks, hooks: hooks)
        stop = try WakePipe()
        (listener, self.port) = try Self.listen(port)
        do throws(ThreadError) {
            let thread = try DedicatedThread("modbus-slave", signals: .none) { [self] in acceptClients() }
            state.withLock { $0.acceptThread = thread }
        } catch {
            Glibc.close(listener)
            throw GPIOError(.ioFailure, "the Modbus slave can't be served: \(error)")
        }
    }

    /// How many connections were made so far.
    package var connections: Int { state.withLock { $0.connections } }

    /// Hangs up on every client and waits for their threads. Not from a hook: that runs on one of them.
    package func close() {
        let acceptThread = state.withLock { state -> DedicatedThread? in
            defer { state.acceptThread = nil }
            state.isClosed = true
            return state.acceptThread
        }
        guard let acceptThread else { return }
        stop.wake()
        acceptThread.join()
        let clients = state.withLock { state in
            defer { state.clients = [:] }
            return Array(state.clients.values)
        }
        for client in clients { client.join() }
        Glibc.close(listener)
    }

    private static func listen(_ port: UInt16) throws(GPIOError) -> (Int32, UInt16) {
        guard let context = modbus_new_tcp("127.0.0.1", Int32(port)) else {
            throw GPIOError(.ioFailure, "no Modbus context: \(systemMessage(errno))")
        }
        defer { modbus_free(context) }
        let listener = modbus_tcp_listen(context, Int32(mostClients))
        guard listener >= 0 else {
            throw GPIOError(.ioFailure, "port \(port) can't be served: \(systemMessage(errno)); choose another")
        }
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &length) }
        }
        guard status == 0 else {
            Glibc.close(listener)
            throw GPIOError(.ioFailure, "the port is unknown: \(systemMessage(errno))")
        }
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    private func acceptClients() {
        while !state.withLock({ $0.isClosed }) {
            guard let ready = try? Polling.wait([listener, stop.readable], until: .max) else { return }
            reapFinished()
            guard ready[0], !ready[1] else { continue }
            let client = accept(listener, nil, nil)
            guard client >= 0 else { continue }
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            // A client that does not read must not hold up the end.
            var patience = timeval(tv_sec: 2, tv_usec: 0)
            setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            admit(client)
        }
    }

    private func admit(_ client: Int32) {
        let number = state.withLock { state -> Int? in
            guard state.clients.count < Self.mostClients else { return nil }
            state.lastClient += 1
            state.connections += 1
            return state.lastClient
        }
        let thread = number.flatMap { number in
            try? DedicatedThread("modbus-client", signals: .none) { [self] in
                ModbusSlaveConnection(descriptor: client, isSerial: false, units: units, stop: stop).run()
                shutdown(client, Int32(SHUT_RDWR))
                Glibc.close(client)
                state.withLock { $0.finished.append(number) }
            }
        }
        guard let number, let thread else {
            Glibc.close(client)
            return
        }
        state.withLock { $0.clients[number] = thread }
    }

    private func reapFinished() {
        let threads = state.withLock { state in
            let threads = state.finished.compactMap { state.clients.removeValue(forKey: $0) }
            state.finished = []
            return threads
        }
        for thread in threads { thread.join() }
    }
}
