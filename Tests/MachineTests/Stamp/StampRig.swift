import Machine

/// One unit on a good bus, with the agent's process or the PLC's power cut at one exact point.
struct StampRig {
    static let serial = "SN-1"

    let station: Station
    let modbus: ModbusProfile
    private(set) var plc: SimulatedPLC
    /// In milliseconds.
    private(set) var now = 0
    private(set) var intents: [StampIntent] = []
    private(set) var results: [StampResult] = []
    /// What the agent has done, in order, over its restarts.
    private(set) var done: [StampSequencer.Effect] = []
    private var sequencer: StampSequencer?
    private var inbox: [(time: Int, event: StampSequencer.Event)] = []
    private let origin: UInt64
    private var beats: UInt32 = 0
    /// The agent's process ends after it has done so many things.
    private var crashAfter: Int?

    init(fault: StationFault = .normal, retentive: Bool = true) {
        modbus = StationFixture.modbus(retentive: retentive)
        station = modbus.stations[0]
        let script = FaultScript(stations: ["S1": .init(fault, commands: 1)])
        plc = SimulatedPLC(station: station, of: modbus, script: script, now: 1_000_000_000)
        origin = plc.bringToExecute(at: 1_000_000_000)
    }

    private var isCrashDue: Bool { crashAfter.map { done.count >= $0 } ?? false }

    private var time: UInt64 { origin + UInt64(now) * 1_000_000 }

    var result: StampResult? { results.last }
    var marks: Int { plc.marks[Self.serial] ?? 0 }

    /// Runs to the result.
    ///
    /// - Parameters:
    ///   - effects: the agent's process ends after it has done so many things; it is back 300 ms later.
    ///   - powerLoss: the PLC's power fails so many milliseconds after the beginning.
    mutating func run(crashingAfter effects: Int? = nil, powerLossAt powerLoss: Int? = nil) {
        crashAfter = effects
        var loss = powerLoss
        begin()
        var nextBeat = 0
        while results.isEmpty, now < 60_000 {
            if isCrashDue {
                crashAfter = nil
                sequencer = nil
                inbox = []
                now += 300
                begin()
            }
            let deadline = sequencer?.nextDeadline(after: time).map { Int(($0 - origin) / 1_000_000) }
            let first = inbox.indices.min { inbox[$0].time < inbox[$1].time }
            let times = [nextBeat, deadline, first.map { inbox[$0].time }, loss].compactMap { $0 }
            now = max(now, times.min() ?? now)
            if let at = loss, at <= now {
                loss = nil
                plc.powerCycle(at: time)
            } else if nextBeat <= now {
                beats += 1
                nextBeat = now + 200
                _ = plc.write([RegisterWrite(station.heartbeat.ours, .number(beats))], at: time)
            } else if let first, inbox[first].time <= now {
                tell(inbox.remove(at: first).event)
            } else {
                tell(.tick)
            }
        }
        plc.advance(to: time + 5_000_000_000)
    }

    /// The agent starts: what is on disk decides.
    private mutating func begin() {
        if let intent = intents.last {
            sequencer = StampSequencer(recovering: intent, at: station, of: modbus)
        } else {
            sequencer = StampSequencer(serial: Self.serial, at: station, of: modbus)
        }
        inbox.append((now, .begin(heartbeatAlive: true)))
    }

    private mutating func tell(_ event: StampSequencer.Event) {
        let now = time
        for effect in sequencer?.handle(event, at: now) ?? [] where !isCrashDue {
            done.append(effect)
            carryOut(effect)
        }
    }

    private mutating func carryOut(_ effect: StampSequencer.Effect) {
        switch effect {
        case .read(let number, let names):
            if let values = plc.read(names, at: time) {
                inbox.append((now + 5, .read(number, values)))
            } else {
                inbox.append((now + 200, .readFailed(number)))
            }
        case .write(let number, let writes):
            let outcome = plc.write(writes, at: time)
            let spoilt = plc.takeReplyFault(forWriteOf: writes.map(\.name)) != nil
            if let outcome, !spoilt {
                inbox.append((now + 5, .wrote(number, outcome)))
            } else {
                inbox.append((now + 200, .wrote(number, .inDoubt)))
            }
        case .needIntent(let intent):
            intents.append(intent)
            inbox.append((now + 5, .intentCommitted))
        case .started: break
        case .finished(let result): results.append(result)
        }
    }
}
