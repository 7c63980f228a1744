/// The PLC of the station a profile describes, without the line: the hand-over's counters, a marker, a reader, a
/// reject gate, PackML states, both watchdogs, and whatever the fault script breaks. It is a value; the caller brings
/// the time, carries registers between it and a bus, and gives the panel's commands. The same calls give the same
/// answers.
///
/// It keeps its side of docs/stamping.md: it takes a command only in Execute and only when its number is the one after
/// the last it took, and latches the number before it fires.
package struct SimulatedPLC: Sendable {
    /// How long a scan takes: from the command in the register to the latched number.
    package static let scanMilliseconds = 5
    /// From the latched number to the marker's firing.
    package static let aimMilliseconds = 15
    /// How long the PLC is gone when its power fails.
    package static let restartMilliseconds = 150
    /// How long an acting state of PackML lasts.
    package static let actingMilliseconds = 10

    /// How long the machinery takes. What the station's timeouts allow with room to spare, unless told otherwise.
    package struct Times: Sendable, Equatable {
        /// From the marker's firing to the acknowledgement.
        package var markMilliseconds: Int
        /// From there until the reader has read the unit.
        package var readMilliseconds: Int

        /// Times of their own.
        package init(markMilliseconds: Int, readMilliseconds: Int) {
            self.markMilliseconds = markMilliseconds
            self.readMilliseconds = readMilliseconds
        }

        init(_ station: Station) {
            markMilliseconds = max(1, min(400, station.markTimeoutMilliseconds / 4))
            readMilliseconds = max(1, min(200, station.readTimeoutMilliseconds / 4))
        }
    }

    /// The station it was made from.
    package let station: Station
    /// How often the marker has fired.
    package internal(set) var firings = 0
    /// How often each serial has been put on a unit.
    package internal(set) var marks: [String: Int] = [:]
    /// How many units were diverted.
    package internal(set) var rejections = 0
    /// The line's state.
    package internal(set) var packML = PackMLState.aborted
    /// Whether it has power and its program runs.
    package internal(set) var isRunning = true
    /// Whether its output watchdog has ended all outputs since the last start.
    package internal(set) var watchdogTripped = false
    /// When it was last advanced to.
    package internal(set) var now: UInt64

    let times: Times
    let modbus: ModbusProfile
    let device: FieldDevice?
    let width: SequenceWidth
    let rejectWidth: SequenceWidth
    var registers: [String: RegisterValue] = [:]
    var script: FaultScript.StationEntry?
    var agenda: [PLCStep] = []
    /// The command under way, from the latched number to the acknowledgement.
    var cycle: MarkCycle?
    /// What the unit in front of the reader carries.
    var markedSerial: String?
    /// The fault of the last command that was written, and whether its answer was already spoilt.
    var fault = StationFault.normal
    var replySpoilt = true
    var faultyCommand: UInt32 = 0
    var startedAt: UInt64
    var heartbeatStoppedAt: UInt64?
    var ourBeatAt: UInt64
    var lastRequestAt: UInt64

    /// A PLC that has just started, in Aborted as PackML asks for; `bringToExecute` does what a person at the panel
    /// would.
    package init(
        station: Station,
        of modbus: ModbusProfile,
        times: Times? = nil,
        script: FaultScript = FaultScript(),
        now: UInt64 = 0
    ) {
        self.station = station
        self.times = times ?? Times(station)
        self.modbus = modbus
        self.now = now
        self.script = script.stations[station.id]
        device = modbus.device(ofRegister: station.marker.commandSequence)
        width = SequenceWidth(modbus.register(station.marker.commandSequence)?.kind)
        rejectWidth = SequenceWidth(modbus.register(station.rejectSequence)?.kind)
        startedAt = now
        ourBeatAt = now
        lastRequestAt = now
        clearMemory(keeping: [])
    }

    /// Lets time pass.
    package mutating func advance(to time: UInt64) {
        while let step = nextStep, step.time <= time {
            agenda.removeAll { $0 == step }
            now = max(now, step.time)
            take(step.kind)
        }
        now = max(now, time)
    }

    /// When something may change if nothing is written; nil when nothing is under way.
    package var nextEventTime: UInt64? { nextStep?.time }

    /// The registers of these names as one request finds them; nil when the PLC does not answer.
    package mutating func read(_ names: [String], at time: UInt64) -> [String: RegisterValue]? {
        advance(to: time)
        guard isRunning else { return nil }
        lastRequestAt = now
        var values: [String: RegisterValue] = [:]
        for name in names {
            guard let value = value(of: name) else { return nil }
            values[name] = value
        }
        return values
    }

    /// Writes these registers with one request: done, or refused when one of them cannot be written; nil when the PLC
    /// does not answer, and then nothing has changed.
    package mutating func write(_ writes: [RegisterWrite], at time: UInt64) -> WriteOutcome? {
        advance(to: time)
        guard isRunning else { return nil }
        lastRequestAt = now
        guard writes.allSatisfy(accepts) else { return .refused }
        for write in writes {
            store(write)
        }
        scan()
        return .done
    }

    /// What the bus does to the answer of the write that was just made; each fault spoils one answer.
    package mutating func takeReplyFault(forWriteOf names: [String]) -> ReplyFault? {
        guard !replySpoilt, names.contains(station.marker.commandSequence) else { return nil }
        replySpoilt = true
        switch fault {
        case .lateReply(let milliseconds): return .late(milliseconds: milliseconds)
        case .lostReply: return .lost
        default: return nil
        }
    }

    /// A person presses a button. Returns whether the state allowed it.
    package mutating func command(_ command: PackMLCommand, at time: UInt64) -> Bool {
        advance(to: time)
        guard isRunning, let (acting, final) = command.transition(from: packML) else { return false }
        enter(acting, then: final)
        return true
    }

    /// Takes the power away and brings it back, as a person would.
    package mutating func powerCycle(at time: UInt64) {
        advance(to: time)
        losePower()
    }

    /// Replaces the fault script from the next command on.
    package mutating func setFault(_ entry: FaultScript.StationEntry?) {
        script = entry
    }

    /// Presses clear, reset, start or unhold until the line runs; waits while an acting state lasts. Returns when it
    /// does, or the time at which it gave up.
    package mutating func bringToExecute(at time: UInt64) -> UInt64 {
        advance(to: time)
        for _ in 0..<20 where packML != .execute {
            let presses: [PackMLCommand] = [.clear, .reset, .start, .unhold, .unsuspend]
            let pressed = presses.contains { command($0, at: now) }
            let wait = pressed || isRunning ? Self.actingMilliseconds : Self.restartMilliseconds
            advance(to: now.advanced(byMilliseconds: wait))
        }
        return now
    }
}
