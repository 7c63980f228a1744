import Faults
import GPIO
import Machine
import Platform
import Protocol

/// What the control loop's thread does; lives on that thread alone.
struct ControlRound {
    /// The longest that one wait may take, so that the watchdog hears from the loop and inputs are looked at.
    private static let longestWaitMilliseconds: UInt64 = 50

    private let loop: ControlLoop
    private let bank: any LineBank
    private let profile: MachineProfile
    private let notifier: ServiceNotifier
    private var watch: LaneWatch
    private var lastAlive: UInt64 = 0
    private var stopping = false

    init(loop: ControlLoop, bank: any LineBank, profile: MachineProfile, notifier: ServiceNotifier) {
        self.loop = loop
        self.bank = bank
        self.profile = profile
        self.notifier = notifier
        watch = LaneWatch(profile: profile)
    }

    /// Rounds without a delivery, until someone stops the loop.
    mutating func runUntilStopped() throws {
        while !stopping {
            alive()
            if let message = loop.mailbox.next(waitingMilliseconds: Self.longestWaitMilliseconds) {
                try handle(message)
            }
            _ = try bank.waitForEdges(timeoutMilliseconds: 0)
            try look()
        }
        try bank.setOutputsSafe()
    }

    /// Reads the inputs and publishes what they mean.
    func look() throws {
        loop.publish(watch.health(try readLevels()), deliveries: watch.deliveries)
    }

    private mutating func handle(_ message: ControlLoop.Message) throws {
        switch message {
        case .deliver(let lane, let lastCheck, let furtherIntent, let done):
            let result = deliver(lane, lastCheck, furtherIntent)
            done(result.0)
            if let error = result.1 { throw error }
        case .setOutputsSafe(let done):
            try setSafe(done)
        case .levels(let done):
            done((try? readLevels()) ?? [:])
        case .furtherIntent:
            // The delivery that asked is over; an intent without a firing stays within firings <= intents.
            break
        case .stop:
            stopping = true
        }
    }

    private func setSafe(_ done: @Sendable (AgentError?) -> Void) throws {
        do {
            try bank.setOutputsSafe()
            done(nil)
        } catch {
            done(AgentError(.lines, "An output could not be set to its safe level.", cause: "\(error)"))
            throw error
        }
    }

    /// Runs one delivery to its end. A line that fails ends it: in doubt when the motor may have turned.
    private mutating func deliver(
        _ lane: Lane,
        _ lastCheck: ControlLoop.LastCheck,
        _ furtherIntent: @escaping ControlLoop.FurtherIntent
    ) -> (DeliveryResult, (any Error)?) {
        var firings = 0
        do {
            _ = try bank.waitForEdges(timeoutMilliseconds: 0)
            let levels = try readLevels()
            if let reason = lastCheck() { return (DeliveryResult(.cannotStart, reason), nil) }
            let result = try drive(lane, levels, furtherIntent, &firings)
            watch.ended(lane, at: SystemClock.monotonicNanoseconds)
            return (result, nil)
        } catch {
            try? bank.setOutputsSafe()
            guard firings > 0 else { return (DeliveryResult(.cannotStart, .inputUnreadable), error) }
            var evidence = DeliveryEvidence()
            evidence.firings = firings
            return (DeliveryResult(.inDoubt, .interrupted, evidence: evidence), error)
        }
    }

    private mutating func drive(
        _ lane: Lane,
        _ levels: [LineName: Level],
        _ furtherIntent: @escaping ControlLoop.FurtherIntent,
        _ firings: inout Int
    ) throws -> DeliveryResult {
        var sequencer = DeliverSequencer(lane: lane, of: profile, earliestStart: watch.earliestStart(of: lane))
        var effects = sequencer.handle(.begin(levels), at: SystemClock.monotonicNanoseconds)
        while true {
            if let result = try perform(effects, furtherIntent, &firings) { return result }
            alive()
            let now = SystemClock.monotonicNanoseconds
            let wait =
                sequencer.nextDeadline(after: now).map { ($0 - now) / 1_000_000 + 1 } ?? Self.longestWaitMilliseconds
            let batch = try bank.waitForEdges(timeoutMilliseconds: Int(min(wait, Self.longestWaitMilliseconds)))
            effects = try take(batch, into: &sequencer)
            effects += try takeMessages(into: &sequencer)
            effects += sequencer.handle(.tick, at: SystemClock.monotonicNanoseconds)
        }
    }

    private func take(_ batch: EdgeBatch, into sequencer: inout DeliverSequencer) throws -> [DeliverSequencer.Effect] {
        var effects: [DeliverSequencer.Effect] = []
        for line in batch.missed.keys.sorted(by: { $0.line < $1.line }) {
            effects += sequencer.handle(.missedEdges(line), at: SystemClock.monotonicNanoseconds)
        }
        for event in batch.events {
            effects += sequencer.handle(
                .edge(event.line, event.level, timestamp: event.timestampNanoseconds),
                at: SystemClock.monotonicNanoseconds
            )
        }
        for line in batch.missed.keys.sorted(by: { $0.line < $1.line }) {
            let now = SystemClock.monotonicNanoseconds
            effects += sequencer.handle(.edge(line, try bank.read(line), timestamp: now), at: now)
        }
        return effects
    }

    private mutating func takeMessages(into sequencer: inout DeliverSequencer) throws -> [DeliverSequencer.Effect] {
        var effects: [DeliverSequencer.Effect] = []
        while let message = loop.mailbox.next(waitingMilliseconds: 0) {
            let now = SystemClock.monotonicNanoseconds
            switch message {
            case .furtherIntent(let committed):
                effects += sequencer.handle(committed ? .furtherIntentCommitted : .furtherIntentRefused, at: now)
            case .setOutputsSafe(let done):
                effects += sequencer.handle(.stop(.safeOutputs), at: now)
                try setSafe(done)
            case .levels(let done):
                done((try? readLevels()) ?? [:])
            case .stop:
                // The customer gets what was paid for; the loop ends after the delivery.
                stopping = true
            case .deliver(_, _, _, let done):
                done(DeliveryResult(.cannotStart, .stopped))
            }
        }
        return effects
    }

    private func perform(
        _ effects: [DeliverSequencer.Effect],
        _ furtherIntent: @escaping ControlLoop.FurtherIntent,
        _ firings: inout Int
    ) throws -> DeliveryResult? {
        for effect in effects {
            switch effect {
            case .set(let line, let level):
                if level == .active { firings += 1 }
                try bank.set(line, level)
            case .started:
                FaultPoint.reach(AgentStep.motorStarted)
            case .needFurtherIntent(let attempt):
                furtherIntent(attempt)
            case .finished(let result):
                return result
            }
        }
        return nil
    }

    private func readLevels() throws -> [LineName: Level] {
        var levels: [LineName: Level] = [:]
        for input in profile.inputs where levels[input.name] == nil { levels[input.name] = try bank.read(input.name) }
        return levels
    }

    private mutating func alive() {
        guard let period = notifier.watchdogMilliseconds else { return }
        let now = SystemClock.monotonicNanoseconds
        guard now - lastAlive >= period * 1_000_000 / 4 else { return }
        lastAlive = now
        notifier.alive()
    }
}
