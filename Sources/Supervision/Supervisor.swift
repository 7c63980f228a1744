import Glibc
import Platform
import Synchronization

/// Keeps child processes running, as a service manager does with `Type=notify` and `WatchdogSec=`: each child finds
/// `NOTIFY_SOCKET` and `WATCHDOG_USEC` in its environment; a silent one is killed and started again; all of them end
/// when the supervisor stops, or dies.
///
/// One thread owns the children and does what `SupervisionMachine` decides; other threads post to it.
package final class Supervisor: Sendable {
    enum Command: Sendable {
        case add(ChildProgram, UnixSocket)
        case exited(String, pid: pid_t, ChildExit)
        case stop
    }

    struct Shared {
        var commands: [Command] = []
        var names: Set<String> = []
        var reports: [ChildReport] = []
        var isStopping = false
        var isOver = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// Where the children's notification sockets are.
    package let socketFolder: String
    let environment: [String: String]
    let wakePipe: WakePipe
    let shared = Mutex(Shared())

    /// A supervisor without children.
    /// - Parameters:
    ///   - socketFolder: a folder only this user may enter; its path is short enough for sockets.
    ///   - environment: the variables that every child gets.
    /// - Throws: `noResources`.
    package init(socketFolder: String, environment: [String: String]) throws(SupervisionError) {
        self.socketFolder = socketFolder
        self.environment = environment
        wakePipe = try WakePipe()
        do throws(ThreadError) {
            try DedicatedThread.start("supervisor") { [self] in
                var loop = SupervisorLoop(supervisor: self)
                loop.run()
            }
        } catch {
            throw SupervisionError(.noResources, "\(error)")
        }
    }

    /// Starts a program and keeps it running.
    /// - Throws: `nameInUse`, `stopped` or `socket`. Whether the program starts is in its report.
    package func add(_ program: ChildProgram) throws(SupervisionError) {
        let (isStopping, isNew) = shared.withLock { ($0.isStopping, $0.names.insert(program.name).inserted) }
        guard !isStopping else {
            throw SupervisionError(.stopped, "\(program.name) was not started: everything is being stopped.")
        }
        guard isNew else {
            throw SupervisionError(.nameInUse, "Two children are called \(program.name); give one another name.")
        }
        post(.add(program, try UnixSocket.bound(to: "\(socketFolder)/\(program.name).notify", .datagram)))
    }

    /// How the child is; nil before it was added.
    package func report(of name: String) -> ChildReport? {
        shared.withLock { $0.reports.first { $0.name == name } }
    }

    /// How all children are, in the order they were added.
    package var reports: [ChildReport] { shared.withLock { $0.reports } }

    /// Ends every child, the last one first: SIGTERM, and SIGKILL when one takes too long. Returns at once.
    package func stop() {
        shared.withLock { $0.isStopping = true }
        post(.stop)
    }

    /// Returns when every child has ended after `stop`.
    package func waitUntilStopped() async {
        await withCheckedContinuation { continuation in
            let isOver = shared.withLock { shared in
                if !shared.isOver { shared.waiters.append(continuation) }
                return shared.isOver
            }
            if isOver { continuation.resume() }
        }
    }

    func post(_ command: Command) {
        shared.withLock { $0.commands.append(command) }
        wakePipe.wake()
    }
}
