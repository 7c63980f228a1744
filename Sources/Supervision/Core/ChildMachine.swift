/// The decisions about one child: events and time in, effects out. Times are nanoseconds of a clock that never goes
/// back.
package struct ChildMachine: Sendable, Equatable {
    /// Where the child is in its life.
    package enum State: Sendable, Equatable {
        /// Nothing asked for yet. Next: `spawning ended`.
        case idle
        /// The program is being started. Next: `starting ready stopping waiting ended`.
        case spawning
        /// It runs, and has not said `READY=1`. Next: `ready stopping killing waiting ended`.
        case starting(until: UInt64)
        /// It is ready; a sign of life is due by `aliveUntil`. Next: `stopping killing waiting ended`.
        case ready(aliveUntil: UInt64?)
        /// It was told to end, or said that it does. Next: `killing waiting ended`.
        case stopping(until: UInt64)
        /// SIGKILL is sent. Next: `waiting ended`.
        case killing
        /// It ended and is started again at `until`. Next: `spawning ended`.
        case waiting(until: UInt64)
        /// It is not started again.
        case ended
    }

    /// What happens to a child.
    package enum Event: Sendable, Equatable {
        /// Start it.
        case begin
        /// The program runs.
        case spawned
        /// The program could not be started, and why.
        case notSpawned(String)
        /// It said something.
        case message(ServiceMessage)
        /// It is gone.
        case exited(ChildExit)
        /// It has to end and stay so.
        case stop
        /// Time passed.
        case timePassed
    }

    /// What to do about it.
    package enum Effect: Sendable, Equatable {
        /// Start the program.
        case spawn
        /// Send SIGTERM, then SIGCONT, so that a stopped process hears it.
        case terminate
        /// Send SIGKILL, which ends a stopped process too.
        case kill
    }

    /// How it is treated.
    package let policy: ChildPolicy
    /// Where it is in its life.
    package private(set) var state = State.idle
    /// How often it was started.
    package private(set) var starts = 0
    /// Why its last life ended; nil before the first end.
    package private(set) var lastEnd: String?
    /// What it last said of itself.
    package private(set) var status: String?

    private var watchdog: UInt64?
    private var startedAt: UInt64 = 0
    private var failures = 0
    private var isStopRequested = false
    private var killReason: String?

    private static let nanosecondsPerMillisecond: UInt64 = 1_000_000

    /// A child that was not started yet.
    package init(policy: ChildPolicy) {
        self.policy = policy
    }

    /// When `timePassed` is due next; nil while nothing depends on time.
    package var deadline: UInt64? {
        switch state {
        case .starting(let until), .stopping(let until), .waiting(let until): until
        case .ready(let aliveUntil): aliveUntil
        case .idle, .spawning, .killing, .ended: nil
        }
    }

    /// Whether a process may exist.
    package var isRunning: Bool {
        switch state {
        case .spawning, .starting, .ready, .stopping, .killing: true
        case .idle, .waiting, .ended: false
        }
    }

    /// Takes an event at a time and says what to do.
    package mutating func handle(_ event: Event, at now: UInt64) -> [Effect] {
        switch event {
        case .begin: return state == .idle ? spawn() : []
        case .spawned: return spawned(at: now)
        case .notSpawned(let reason):
            guard state == .spawning else { return [] }
            ended(reason, isFinal: false, at: now)
            return []
        case .message(let message): return take(message, at: now)
        case .exited(let exit):
            guard isRunning else { return [] }
            ended(killReason.map { "\($0), and \(exit)" } ?? exit.description, isFinal: isFinal(exit), at: now)
            return []
        case .stop: return stop(at: now)
        case .timePassed: return timePassed(at: now)
        }
    }
}

extension ChildMachine {
    private mutating func spawn() -> [Effect] {
        state = .spawning
        return [.spawn]
    }

    private mutating func spawned(at now: UInt64) -> [Effect] {
        guard state == .spawning else { return [] }
        starts += 1
        startedAt = now
        killReason = nil
        status = nil
        watchdog = policy.notifies ? policy.watchdogMilliseconds.map { $0 * Self.nanosecondsPerMillisecond } : nil
        if isStopRequested {
            state = .stopping(until: after(policy.stopMilliseconds, now))
            return [.terminate]
        }
        state = policy.notifies ? .starting(until: after(policy.startMilliseconds, now)) : .ready(aliveUntil: nil)
        return []
    }

    private mutating func take(_ message: ServiceMessage, at now: UInt64) -> [Effect] {
        guard isRunning else { return [] }
        switch (message, state) {
        case (.status(let text), _):
            status = text
        case (.ready, .starting):
            state = .ready(aliveUntil: watchdog.map { now + $0 })
        case (.alive, .ready):
            state = .ready(aliveUntil: watchdog.map { now + $0 })
        case (.watchdogTime(let microseconds), .ready), (.watchdogTime(let microseconds), .starting):
            // A silly time must not overflow: a year is as good as never.
            watchdog = microseconds == 0 ? nil : min(microseconds, 31_536_000_000_000) * 1_000
            if case .ready = state { state = .ready(aliveUntil: watchdog.map { now + $0 }) }
        case (.failed, .ready), (.failed, .starting):
            return kill("it reported itself as failed")
        case (.stopping, .ready), (.stopping, .starting):
            state = .stopping(until: after(policy.stopMilliseconds, now))
        default: break
        }
        return []
    }

    private mutating func stop(at now: UInt64) -> [Effect] {
        guard !isStopRequested else { return [] }
        isStopRequested = true
        switch state {
        case .idle, .waiting:
            state = .ended
        case .starting, .ready:
            state = .stopping(until: after(policy.stopMilliseconds, now))
            return [.terminate]
        case .stopping:
            return [.terminate]
        case .spawning, .killing, .ended: break
        }
        return []
    }

    private mutating func timePassed(at now: UInt64) -> [Effect] {
        guard let deadline, now >= deadline else { return [] }
        switch state {
        case .waiting: return spawn()
        case .starting: return kill("it was not ready after \(policy.startMilliseconds) ms")
        case .ready: return kill("it gave no sign of life for \((watchdog ?? 0) / Self.nanosecondsPerMillisecond) ms")
        case .stopping: return kill("it did not end within \(policy.stopMilliseconds) ms")
        case .idle, .spawning, .killing, .ended: return []
        }
    }

    private mutating func kill(_ reason: String) -> [Effect] {
        killReason = reason
        state = .killing
        return [.kill]
    }

    private mutating func ended(_ reason: String, isFinal: Bool, at now: UInt64) {
        lastEnd = reason
        if isStopRequested || isFinal {
            state = .ended
            return
        }
        let wasSteady =
            state != .spawning && now - startedAt >= policy.steadyMilliseconds * Self.nanosecondsPerMillisecond
        failures = wasSteady ? 1 : failures + 1
        state = .waiting(until: after(policy.pauseMilliseconds(failures: failures), now))
    }

    private func isFinal(_ exit: ChildExit) -> Bool {
        guard case .status(let status) = exit else { return false }
        return policy.finalStatuses.contains(status)
    }

    private func after(_ milliseconds: UInt64, _ now: UInt64) -> UInt64 {
        now + milliseconds * Self.nanosecondsPerMillisecond
    }
}
