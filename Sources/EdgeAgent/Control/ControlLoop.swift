import Faults
package import GPIO
package import Machine
import NIOConcurrencyHelpers
package import Platform
import Protocol
import Synchronization

/// The one thread that owns the lines. It runs one delivery at a time, reads the inputs in between, and tells the
/// watchdog that it goes round. When it fails the outputs are safe and the agent ends.
package final class ControlLoop: Sendable {
    /// Asks for the intent of a further attempt; the answer comes by `answerFurtherIntent`.
    package typealias FurtherIntent = @Sendable (Int) -> Void
    /// A last look, right before the motor starts: nil to go on, or why not.
    package typealias LastCheck = @Sendable () -> DeliveryReason?

    enum Message: Sendable {
        case deliver(Lane, LastCheck, FurtherIntent, @Sendable (DeliveryResult) -> Void)
        case setOutputsSafe(@Sendable (AgentError?) -> Void)
        case furtherIntent(Bool)
        case levels(@Sendable ([LineName: Level]) -> Void)
        case stop
    }

    let mailbox = Mailbox<Message>()
    private let state = Mutex(LoopState())

    private struct LoopState {
        var health: [HealthReport.Lane] = []
        var deliveries: Int64 = 0
        var selfTest = LineSelfTest()
        var failure: AgentError?
        var ended = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// Makes a loop that does not run yet.
    package init() {}

    /// Takes the lines and starts the thread; returns once every output is at its safe level.
    /// - Throws: `lines` when they can't be taken.
    package func start(
        profile: MachineProfile,
        provider: any LineBankProvider,
        notifier: ServiceNotifier
    ) async throws(AgentError) {
        let started: Result<Void, AgentError> = await withCheckedContinuation { continuation in
            let answer = NIOLockedValueBox<CheckedContinuation<Result<Void, AgentError>, Never>?>(continuation)
            let say: @Sendable (Result<Void, AgentError>) -> Void = { result in
                answer.withLockedValue { waiting in
                    waiting?.resume(returning: result)
                    waiting = nil
                }
            }
            do throws(ThreadError) {
                try DedicatedThread.start("control-loop") {
                    self.run(profile: profile, provider: provider, notifier: notifier, started: say)
                }
            } catch {
                say(.failure(AgentError(.lines, "The control loop can't start: \(error)")))
            }
        }
        try started.get()
    }

    /// Delivers from `lane` and returns what was seen. Never throws: a broken line is a result too.
    package func deliver(
        _ lane: Lane,
        lastCheck: @escaping LastCheck,
        furtherIntent: @escaping FurtherIntent
    ) async -> DeliveryResult {
        await withCheckedContinuation { continuation in
            send(.deliver(lane, lastCheck, furtherIntent) { continuation.resume(returning: $0) })
        }
    }

    /// Says whether the intent that was asked for is on disk.
    package func answerFurtherIntent(_ committed: Bool) { send(.furtherIntent(committed)) }

    /// Stops what moves and sets every output to its safe level.
    package func setOutputsSafe() async throws(AgentError) {
        let error: AgentError? = await withCheckedContinuation { continuation in
            send(.setOutputsSafe { continuation.resume(returning: $0) })
        }
        if let error { throw error }
    }

    /// The levels of the inputs now; one that can't be read is missing.
    package func levels() async -> [LineName: Level] {
        await withCheckedContinuation { continuation in
            send(.levels { continuation.resume(returning: $0) })
        }
    }

    /// Each lane's health as of the last round, and the deliveries since the start.
    var health: (lanes: [HealthReport.Lane], deliveries: Int64) {
        state.withLock { ($0.health, $0.deliveries) }
    }

    /// What the lines showed when they were taken.
    var selfTest: LineSelfTest { state.withLock { $0.selfTest } }

    /// Ends the loop after the running delivery; the outputs are safe when `ended` returns.
    package func stop() { send(.stop) }

    /// Returns when the thread has ended.
    /// - Throws: `lines` when a line failed it.
    package func ended() async throws(AgentError) {
        await withCheckedContinuation { continuation in
            let over = state.withLock { state in
                if !state.ended { state.waiters.append(continuation) }
                return state.ended
            }
            if over { continuation.resume() }
        }
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    func publish(_ health: [HealthReport.Lane], deliveries: Int64) {
        state.withLock {
            $0.health = health
            $0.deliveries = deliveries
        }
    }

    private func send(_ message: Message) {
        if !mailbox.post(message) { Self.refuse(message) }
    }

    /// Answers what comes after the end: nothing moves any more, and nobody is left waiting.
    private static func refuse(_ message: Message) {
        switch message {
        case .deliver(_, _, _, let done): done(DeliveryResult(.cannotStart, .stopped))
        case .setOutputsSafe(let done):
            done(AgentError(.stopping, "The control loop has ended; it left the outputs at their safe level."))
        case .levels(let done): done([:])
        case .furtherIntent, .stop: break
        }
    }

    private func run(
        profile: MachineProfile,
        provider: any LineBankProvider,
        notifier: ServiceNotifier,
        started: @escaping @Sendable (Result<Void, AgentError>) -> Void
    ) {
        var failure: AgentError?
        do {
            let bank = try provider.open(profile.lineConfiguration)
            defer { bank.close() }
            try bank.setOutputsSafe()
            let selfTest = LineSelfTest(bank, profile.lineConfiguration)
            state.withLock { $0.selfTest = selfTest }
            var round = ControlRound(loop: self, bank: bank, profile: profile, notifier: notifier)
            try round.look()
            started(.success(()))
            try round.runUntilStopped()
        } catch {
            failure = AgentError(
                .lines,
                "The machine's lines failed; the outputs are safe. Check wiring and that no other program holds them.",
                cause: "\(error)"
            )
            started(.failure(failure ?? AgentError(.lines, "The lines failed.")))
        }
        for message in mailbox.close() { Self.refuse(message) }
        let waiters = state.withLock { state in
            state.ended = true
            state.failure = failure
            state.health = state.health.map { HealthReport.Lane(id: $0.id, ready: false, reason: "stopped") }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
