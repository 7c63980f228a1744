import GPIO

/// Runs one delivery: interlocks, motor on, home left and seen again, motor off, drop window, verdict.
///
/// It is a value: events and the time go in, effects come out, and the same events at the same times give the same
/// effects. Time is nanoseconds of the monotonic clock that also stamps the edges. One value serves one command; it
/// emits `finished` exactly once and nothing after it, and the motor is off by then.
///
/// The motor is turned on once for the intent the caller has committed before `begin`, and once more only after
/// `furtherIntentCommitted`: firings never exceed intents.
package struct DeliverSequencer: Sendable {
    /// How long a further intent is waited for before the delivery is concluded without it.
    package static let furtherIntentWaitMilliseconds = 5_000
    /// How long seen goods may block the drop sensor before the result is given all the same.
    package static let clearingMilliseconds = 300

    let lane: Lane
    let interlocks: [Interlock]
    let settleMilliseconds: Int
    let earliestStart: UInt64

    var state = State.idle
    var levels: [LineName: Level] = [:]
    var evidence = DeliveryEvidence()
    /// When the motor was turned on for the first time; drop edges count from here.
    var firstOnAt: UInt64?
    /// When the motor was turned on, while it is.
    var onSince: UInt64?
    /// When the motor was last turned off.
    var lastOffAt: UInt64 = 0
    var motorOnNanoseconds: UInt64 = 0
    var homeLeft = false
    /// The drop sensor was blocked by something that was there before the goods.
    var obstructed = false
    var missedDropEdges = false
    var interlockOpened = false
    var stopRequested = false
    /// The drive or the drop window was cut short by a stop.
    var cutShort = false

    /// A sequencer for one delivery from `lane`.
    ///
    /// - Parameters:
    ///   - lane: one of the profile's lanes.
    ///   - profile: where the interlocks and limits come from.
    ///   - earliestStart: the motor is not turned on before this time; `MachineProfile.earliestStart` computes it from
    ///     what ran before.
    package init(lane: Lane, of profile: MachineProfile, earliestStart: UInt64 = 0) {
        self.lane = lane
        self.interlocks = profile.interlocks(blocking: lane.id)
        self.settleMilliseconds = profile.limits.settleMilliseconds
        self.earliestStart = earliestStart
    }

    /// Whether `finished` has been emitted.
    package var isFinished: Bool { state == .finished }

    /// Whether the motor is on.
    package var isMotorOn: Bool { onSince != nil }

    /// When to call `handle(.tick, at:)` if nothing else happens before; `now` if that time has passed, nil when only
    /// an event can move the delivery on.
    package func nextDeadline(after now: UInt64) -> UInt64? {
        state.deadline.map { max($0, now) }
    }

    /// Takes one event at the time `now` and says what to do, in order.
    ///
    /// What an edge tells happened before it was read, so it is taken into account before deadlines that passed
    /// meanwhile; everything else comes after them.
    package mutating func handle(_ event: Event, at now: UInt64) -> [Effect] {
        var effects: [Effect] = []
        if !event.isObservation {
            passDeadlines(at: now, &effects)
        }
        switch event {
        case .begin(let snapshot): begin(snapshot, at: now, &effects)
        case .edge(let line, let level, let timestamp): edge(line, level, at: timestamp, now: now, &effects)
        case .missedEdges(let line): missed(line, at: now, &effects)
        case .furtherIntentCommitted: furtherIntentCommitted(at: now, &effects)
        case .furtherIntentRefused: furtherIntentRefused(at: now, &effects)
        case .stop(let reason): stop(reason, at: now, &effects)
        case .tick: break
        }
        passDeadlines(at: now, &effects)
        return effects
    }

    private mutating func passDeadlines(at now: UInt64, _ effects: inout [Effect]) {
        while let deadline = state.deadline, deadline <= now {
            switch state {
            case .settling: turnOnOrConclude(at: now, &effects)
            case .leavingHome, .returningHome, .pulsing: turnOff(at: now, &effects)
            case .watching: windowClosed(at: now, &effects)
            case .awaitingIntent, .clearing: conclude(at: now, &effects)
            case .idle, .finished: return
            }
        }
    }
}
