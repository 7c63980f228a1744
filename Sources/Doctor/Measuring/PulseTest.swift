package import GPIO
package import Machine
import Platform

/// Turns the motors that somebody allowed, one after the other, and watches every input. For one thread: it blocks.
package struct PulseTest {
    /// How long the inputs are watched after a motor is off.
    private static let mostWindowMilliseconds = 2_000
    /// The shortest pause before a motor.
    private static let leastPauseMilliseconds = 200

    private let profile: MachineProfile
    private let provider: any LineBankProvider

    /// A test of a machine.
    package init(profile: MachineProfile, provider: any LineBankProvider) {
        self.profile = profile
        self.provider = provider
    }

    /// What each motor did. A signal that would end this program first turns the motor off.
    package func run(_ lanes: [Lane]) -> [PulseFact] {
        guard !lanes.isEmpty else { return [] }
        var configuration = profile.lineConfiguration
        configuration.consumer = LineExamination.consumer
        return StopSignals.during {
            do throws(GPIOError) {
                let bank = try provider.open(configuration)
                defer { bank.close() }
                return lanes.map { pulse($0, bank) }
            } catch {
                let reason = error.message
                return lanes.map { lane in
                    var fact = PulseFact(lane: lane.id, line: lane.motor.name)
                    fact.refused = reason
                    return fact
                }
            }
        }
    }

    private func pulse(_ lane: Lane, _ bank: any LineBank) -> PulseFact {
        var fact = PulseFact(lane: lane.id, line: lane.motor.name)
        do throws(GPIOError) {
            let pause = max(
                Self.leastPauseMilliseconds,
                lane.minimumOffMilliseconds,
                profile.limits.settleMilliseconds
            )
            _ = try waited(pause, bank)
            if let reason = StopSignals.haveArrived ? "whoever called is gone" : try refusal(lane, bank) {
                fact.refused = reason
                return fact
            }
            let start = MonotonicClock.now()
            var watch = PulseWatch(lane, of: profile, at: start)
            try bank.set(lane.motor.name, .active)
            fact.end = try drive(&watch, bank)
            try bank.set(lane.motor.name, .inactive)
            let off = MonotonicClock.now()
            fact.drivenMilliseconds = Int((off - start) / MonotonicClock.nanosecondsPerMillisecond)
            for event in try waited(min(lane.dropWindowMilliseconds, Self.mostWindowMilliseconds), bank) {
                _ = watch.changed(event.line, to: event.level, at: event.timestampNanoseconds)
            }
            fact.changes = watch.changes
        } catch {
            // The bank has set every output to its safe level already.
            fact.end = .failed
        }
        return fact
    }

    /// What keeps a motor from being turned: the interlocks hold for a technician too.
    private func refusal(_ lane: Lane, _ bank: any LineBank) throws(GPIOError) -> String? {
        for interlock in profile.interlocks(blocking: lane.id) {
            guard try bank.read(interlock.input.name) == .active else { return "the interlock \(interlock.id) is open" }
        }
        if let home = lane.home, try bank.read(home.name) != .active {
            return "its home switch is not seen, so nobody could tell when to stop; turn it home by hand"
        }
        return nil
    }

    private func drive(_ watch: inout PulseWatch, _ bank: any LineBank) throws(GPIOError) -> PulseFact.End {
        while case let now = MonotonicClock.now(), now < watch.deadline {
            let left = Int((watch.deadline - now) / MonotonicClock.nanosecondsPerMillisecond)
            let batch = try bank.waitForEdges(timeoutMilliseconds: min(left, 50))
            guard !StopSignals.haveArrived else { return .stopped }
            guard batch.missed.isEmpty else { return .edgesLost }
            for event in batch.events {
                if let end = watch.changed(event.line, to: event.level, at: event.timestampNanoseconds) { return end }
            }
            if left == 0 { break }
        }
        return .time
    }

    /// What changes in so much time.
    private func waited(_ milliseconds: Int, _ bank: any LineBank) throws(GPIOError) -> [EdgeEvent] {
        let end = MonotonicClock.now() + UInt64(milliseconds) * MonotonicClock.nanosecondsPerMillisecond
        var events: [EdgeEvent] = []
        while case let now = MonotonicClock.now(), now < end {
            let left = Int((end - now) / MonotonicClock.nanosecondsPerMillisecond) + 1
            events += try bank.waitForEdges(timeoutMilliseconds: left).events
        }
        return events
    }
}
