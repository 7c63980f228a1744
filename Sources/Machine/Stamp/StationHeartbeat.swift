/// Keeps the signs of life of one station: counts ours up, watches theirs. Pure, like the sequencers; it runs as long
/// as the program, whether units are stamped or not.
package struct StationHeartbeat: Sendable {
    /// What can happen to it.
    package enum Event: Sendable, Equatable {
        /// The PLC's counter was read; nil when it could not be.
        case read(UInt32?)
        /// What became of the write of ours.
        case wrote(WriteOutcome)
        /// A deadline may have passed.
        case tick
    }

    /// What the caller has to do, in order.
    package enum Effect: Sendable, Equatable {
        /// Write our counter.
        case write(RegisterWrite)
        /// Read the PLC's counter.
        case read(String)
        /// Both are alive, or no longer: what `StampSequencer` is told with `heartbeat`.
        case changed(alive: Bool)
    }

    private let heartbeat: Heartbeat
    private let last: UInt32
    private var counter: UInt32 = 0
    private var nextBeatAt: UInt64
    private var oursAt: UInt64?
    private var theirs: UInt32?
    private var theirsAt: UInt64?
    /// Whether both counters moved within the timeout, when it was last asked.
    package private(set) var isAlive = false

    /// A heartbeat that beats for the first time at `now`, and is not alive before both sides were seen to move.
    package init(of station: Station, in modbus: ModbusProfile, now: UInt64) {
        heartbeat = station.heartbeat
        last = SequenceWidth(modbus.register(station.heartbeat.ours)?.kind).last
        nextBeatAt = now
    }

    /// When to call `handle(.tick, at:)` at the latest; `now` if that time has passed.
    package func nextDeadline(after now: UInt64) -> UInt64 {
        let ends = isAlive ? [oursAt, theirsAt].compactMap { $0.map(end) } : []
        return max(now, ([nextBeatAt] + ends).min() ?? nextBeatAt)
    }

    /// Takes one event at the time `now` and says what to do, in order.
    package mutating func handle(_ event: Event, at now: UInt64) -> [Effect] {
        var effects: [Effect] = []
        switch event {
        case .read(let number?):
            // The first number is no beat: a PLC that stands still shows one too.
            if let theirs, theirs != number { theirsAt = now }
            theirs = number
        case .wrote(.done): oursAt = now
        case .read(nil), .wrote, .tick: break
        }
        if nextBeatAt <= now {
            counter = counter >= last ? 1 : counter + 1
            nextBeatAt = now.advanced(byMilliseconds: heartbeat.periodMilliseconds)
            effects += [.write(RegisterWrite(heartbeat.ours, .number(counter))), .read(heartbeat.theirs)]
        }
        let alive = [oursAt, theirsAt].allSatisfy { $0.map { end($0) > now } ?? false }
        if alive != isAlive {
            isAlive = alive
            effects.append(.changed(alive: alive))
        }
        return effects
    }

    private func end(_ time: UInt64) -> UInt64 {
        time.advanced(byMilliseconds: heartbeat.timeoutMilliseconds)
    }
}
