internal import Faults

/// Stamps one unit: state and counters, intent, payload, command, acknowledgement, read-back, verdict.
///
/// It is a value: events and the time go in, effects come out, and the same events at the same times give the same
/// effects. Time is nanoseconds of the monotonic clock. One value serves one unit; it emits `finished` exactly once
/// and nothing after it. docs/stamping.md has the hand-over as a table and as a drawing.
///
/// The command of an intent has one sequence number, and the PLC fires once per number. The number is written again
/// only when the counters prove that the PLC never took it, by the process that wrote it, and never to a PLC that may
/// have forgotten.
package struct StampSequencer: Sendable {
    /// How long state, intent, payload and reject gate may each take.
    package static let exchangeMilliseconds = 5_000
    /// The pause between two reads that wait for something.
    package static let pollMilliseconds = 20
    /// How often a command, and how often the reject gate, is written at most.
    package static let maximumWrites = 3

    let station: Station
    let modbus: ModbusProfile
    let serial: String
    /// How long an answer to a request is waited for: its timeout on the wire, and its turn on the bus.
    let answerMilliseconds: Int
    let width: SequenceWidth
    let rejectWidth: SequenceWidth
    let isRecovering: Bool

    var state = State.idle
    var intent: StampIntent?
    var request: Request?
    var requestNumber = 0
    /// When to read again, while no request is under way.
    var pollAt: UInt64?
    var heartbeatAlive = true
    var stopRequested = false
    var commandRefused = false
    var payloadWritten = false
    var lastDecision: StampRecovery?
    /// In a recovery: when a command that was still under way has arrived, or never will.
    var quietAt: UInt64 = 0
    var firstCommandAt: UInt64?
    var rejectWrites = 0
    /// What the unit ends with once the reject gate was told.
    var scrapReason: StampReason?
    var evidence = StampEvidence()

    /// A sequencer for one serial at a station of the profile.
    package init(serial: String, at station: Station, of modbus: ModbusProfile) {
        self.init(serial: serial, station: station, modbus: modbus, isRecovering: false)
    }

    /// A sequencer that finds out what became of an intent that is on disk without an outcome. It never writes the
    /// command: it reads the counters, and then verifies the mark, tells the reject gate, or finds that nothing
    /// happened.
    package init(recovering intent: StampIntent, at station: Station, of modbus: ModbusProfile) {
        self.init(
            serial: intent.serial,
            station: station,
            modbus: modbus,
            isRecovering: !Mutant.openUnitsRunAgain.isActive
        )
        self.intent = intent
        evidence.sequence = intent.sequence
        evidence.afterRestart = true
    }

    private init(serial: String, station: Station, modbus: ModbusProfile, isRecovering: Bool) {
        self.serial = serial
        self.station = station
        self.modbus = modbus
        self.isRecovering = isRecovering
        let timeouts = station.registers.compactMap {
            modbus.device(ofRegister: $0.name)?.requestTimeoutMilliseconds
        }
        answerMilliseconds = max(1_000, 4 * (timeouts.max() ?? 0))
        width = SequenceWidth(modbus.register(station.marker.commandSequence)?.kind)
        rejectWidth = SequenceWidth(modbus.register(station.rejectSequence)?.kind)
    }

    /// Whether `finished` has been emitted.
    package var isFinished: Bool { state == .finished }

    /// When to call `handle(.tick, at:)` if nothing else happens before; `now` if that time has passed, nil when only
    /// an event can move the unit on.
    package func nextDeadline(after now: UInt64) -> UInt64? {
        [state.deadline, request?.until, pollAt].compactMap { $0 }.min().map { max($0, now) }
    }

    /// Takes one event at the time `now` and says what to do, in order.
    ///
    /// An answer happened before it was read, so it is taken into account before deadlines that passed meanwhile;
    /// everything else comes after them.
    package mutating func handle(_ event: Event, at now: UInt64) -> [Effect] {
        var effects: [Effect] = []
        if !event.isObservation {
            passDeadlines(at: now, &effects)
        }
        switch event {
        case .begin(let alive): begin(alive, at: now, &effects)
        case .heartbeat(let alive):
            heartbeatAlive = alive
            evidence.heartbeatLost = evidence.heartbeatLost || (!alive && state != .finished)
        case .intentCommitted: intentCommitted(at: now, &effects)
        case .intentRefused: intentRefused(&effects)
        case .read(let number, let values): answered(number, values, at: now, &effects)
        case .readFailed(let number): answered(number, nil, at: now, &effects)
        case .wrote(let number, let outcome): wrote(number, outcome, at: now, &effects)
        case .stop: stop(&effects)
        case .tick: break
        }
        passDeadlines(at: now, &effects)
        return effects
    }

    private mutating func passDeadlines(at now: UInt64, _ effects: inout [Effect]) {
        while state != .finished {
            if let deadline = state.deadline, deadline <= now {
                expire(at: now, &effects)
            } else if let request, request.until <= now {
                if request.isWrite {
                    wrote(request.number, .inDoubt, at: now, &effects)
                } else {
                    answered(request.number, nil, at: now, &effects)
                }
            } else if let pollAt, pollAt <= now {
                self.pollAt = nil
                poll(at: now, &effects)
            } else {
                return
            }
        }
    }
}
