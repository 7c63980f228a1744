import Glibc
import Platform
import Synchronization

/// Serves a simulated chip to other processes over a Unix domain socket, so that the physical world outlives the
/// program under test: kill that program and its lines are released as the kernel would; stop it and they stay as they
/// are.
///
/// The protocol is `SocketProtocol`. Each client has a thread. It runs until `close`.
package final class SimulatedChipServer: Sendable {
    /// The most clients at a time.
    package static let maximumClients = 16

    private struct Client {
        var descriptor: SocketDescriptor
        var thread: DedicatedThread?
        var isFinished = false
    }

    private struct State {
        var clients: [Int: Client] = [:]
        var lastClient = 0
        var isClosed = false
        var acceptThread: DedicatedThread?
    }

    /// Where clients connect.
    package let socketPath: String
    private let chip: SimulatedChip
    private let listener: SocketDescriptor
    private let stop: WakePipe
    private let state = Mutex(State())

    /// Serves `chip` at `socketPath` from now on. The chip's time must be `.monotonic`, because clients really wait.
    package init(chip: SimulatedChip, socketPath: String) throws(GPIOError) {
        precondition(chip.time == .monotonic, "a chip with manual time cannot be served to a process that waits")
        self.chip = chip
        self.socketPath = socketPath
        stop = try WakePipe()
        listener = try SocketDescriptor.listening(at: socketPath, backlog: Int32(Self.maximumClients))
        do throws(ThreadError) {
            let thread = try DedicatedThread("simulated-chip") { [self] in acceptClients() }
            state.withLock { $0.acceptThread = thread }
        } catch {
            throw GPIOError(.ioFailure, "the simulated chip can't be served: \(error)")
        }
    }

    /// Hangs up on every client, which releases their lines, waits for their threads and removes the socket. Not from
    /// an observer of the chip: that runs on one of the threads.
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
            defer { state.clients.removeAll() }
            return Array(state.clients.values)
        }
        for client in clients { client.descriptor.hangUp() }
        for client in clients { client.thread?.join() }
        listener.hangUp()
        unlink(socketPath)
    }

    private func acceptClients() {
        while !state.withLock({ $0.isClosed }) {
            guard let ready = try? Polling.wait([listener.number, stop.readable], until: .max) else { return }
            reapFinished()
            guard ready[0], !ready[1], let descriptor = listener.accepted() else { continue }
            admit(descriptor)
        }
    }

    private func admit(_ descriptor: SocketDescriptor) {
        let number = state.withLock { state -> Int? in
            guard state.clients.count < Self.maximumClients else { return nil }
            state.lastClient += 1
            state.clients[state.lastClient] = Client(descriptor: descriptor)
            return state.lastClient
        }
        guard let number else {
            let refusal = SocketReply.error(.ioFailure, "the simulated chip serves \(Self.maximumClients) clients")
            try? LineSocket(descriptor).send(refusal.line)
            return
        }
        let thread = try? DedicatedThread("chip-client") { [self] in
            SimulatedChipConnection(chip: chip, socket: LineSocket(descriptor)).run()
            // The client hears of the end only now, when its lines are free.
            descriptor.hangUp()
            state.withLock { $0.clients[number]?.isFinished = true }
        }
        state.withLock { state in
            if let thread {
                state.clients[number]?.thread = thread
            } else {
                state.clients[number] = nil
            }
        }
    }

    private func reapFinished() {
        let finished = state.withLock { state in
            let finished = state.clients.filter { $0.value.isFinished && $0.value.thread != nil }
            for number in finished.keys { state.clients[number] = nil }
            return Array(finished.values)
        }
        for client in finished { client.thread?.join() }
    }
}
