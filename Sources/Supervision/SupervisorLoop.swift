import Glibc
import Platform
import Synchronization

/// The supervisor's thread: waits for signs of life, ends of children and commands, asks the machine, and does what it
/// says.
struct SupervisorLoop {
    private struct Child {
        let program: ChildProgram
        let socket: UnixSocket
        var pid: pid_t?
    }

    private let supervisor: Supervisor
    private var machine = SupervisionMachine()
    private var children: [String: Child] = [:]

    /// Most datagrams that one child is heard in a row, so that a chatty one does not silence the others.
    private static let datagramsPerRound = 64

    init(supervisor: Supervisor) {
        self.supervisor = supervisor
    }

    mutating func run() {
        while !machine.isStopped {
            let names = machine.names
            let sockets = names.compactMap { children[$0]?.socket.descriptor }
            let ready = Waiting.untilReadable([supervisor.wakePipe.readable] + sockets, until: machine.deadline)
            if ready[0] { supervisor.wakePipe.drain() }
            // Signs of life first: one that arrived in time counts, however late this thread runs.
            for (name, isReady) in zip(names, ready.dropFirst()) where isReady { hear(name) }
            for command in takeCommands() { obey(command) }
            perform(machine.timePassed(at: MonotonicClock.now()))
            publish()
        }
        children = [:]
        let waiters = supervisor.shared.withLock { shared in
            shared.isOver = true
            return shared.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    private func takeCommands() -> [Supervisor.Command] {
        supervisor.shared.withLock { shared in
            defer { shared.commands = [] }
            return shared.commands
        }
    }

    private mutating func obey(_ command: Supervisor.Command) {
        let now = MonotonicClock.now()
        switch command {
        case .add(let program, let socket):
            children[program.name] = Child(program: program, socket: socket)
            perform(machine.add(program.name, policy: program.policy, at: now))
        case .exited(let name, let pid, let exit):
            hear(name)
            // What the child left behind in its group goes with it, while its id can't belong to anyone else.
            kill(-pid, SIGKILL)
            while waitpid(pid, nil, 0) < 0, errno == EINTR {}
            children[name]?.pid = nil
            perform(machine.handle(.exited(exit), of: name, at: now))
        case .stop:
            perform(machine.stopAll(at: now))
        }
    }

    private mutating func hear(_ name: String) {
        guard let socket = children[name]?.socket else { return }
        for _ in 0..<Self.datagramsPerRound {
            guard let datagram = socket.receive(maximumBytes: ServiceMessage.maximumBytes, waits: false) else { return }
            for message in ServiceMessage.parse(datagram) {
                perform(machine.handle(.message(message), of: name, at: MonotonicClock.now()))
            }
        }
    }

    private mutating func perform(_ effects: [SupervisionMachine.Effect]) {
        for effect in effects {
            switch effect.action {
            case .spawn: spawn(effect.child)
            case .terminate:
                guard let pid = children[effect.child]?.pid else { continue }
                kill(pid, SIGTERM)
                kill(pid, SIGCONT)
            case .kill:
                guard let pid = children[effect.child]?.pid else { continue }
                kill(-pid, SIGKILL)
            }
        }
    }

    private mutating func spawn(_ name: String) {
        guard let child = children[name] else { return }
        // What the last life said is not said by the next.
        while child.socket.receive(maximumBytes: ServiceMessage.maximumBytes, waits: false) != nil {}
        do {
            let pid = try ChildSpawner.spawn(child.program, environment: environment(of: child))
            children[name]?.pid = pid
            perform(machine.handle(.spawned, of: name, at: MonotonicClock.now()))
            let supervisor = supervisor
            try DedicatedThread.start("child-end") {
                supervisor.post(.exited(name, pid: pid, ChildSpawner.waitWithoutReaping(pid)))
            }
        } catch {
            if let pid = children[name]?.pid {
                // It runs, but nobody would learn of its end.
                kill(-pid, SIGKILL)
                supervisor.post(.exited(name, pid: pid, .signal(SIGKILL)))
            } else {
                perform(machine.handle(.notSpawned("\(error)"), of: name, at: MonotonicClock.now()))
            }
        }
    }

    private func environment(of child: Child) -> [String: String] {
        var variables = supervisor.environment.merging(child.program.environment) { _, own in own }
        for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"] { variables[name] = nil }
        guard child.program.policy.notifies else { return variables }
        variables["NOTIFY_SOCKET"] = "\(supervisor.socketFolder)/\(child.program.name).notify"
        if let watchdog = child.program.policy.watchdogMilliseconds {
            variables["WATCHDOG_USEC"] = String(watchdog * 1_000)
        }
        return variables
    }

    private func publish() {
        let reports = machine.names.compactMap { name in
            machine.child(name).map { ChildReport(name: name, child: $0, pid: children[name]?.pid) }
        }
        supervisor.shared.withLock { $0.reports = reports }
    }
}
