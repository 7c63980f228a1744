import Machine
import TestSupport

/// A whole line in one value: agent, bus, PLC, a person at the panel, and bad luck. Each seed is one history of several
/// units; `fault` says what did not hold.
struct StampLine {
    enum Happening {
        case toPLC(StampSequencer.Effect, agent: Int, isAnswered: Bool)
        case toAgent(StampSequencer.Event, agent: Int)
        case beat
        case powerLoss, hold, abort, panel, crash
        case recover
    }

    static let busTimeout = 200
    /// The longest a request may be under way. Less than the mark timeout, and than a person takes to release a line.
    static let longestDelay = 2_000
    static let origin: UInt64 = 7_000_000_000

    let station: Station
    let modbus: ModbusProfile
    var random: SplitMix64
    var now = StampLine.origin
    var plc: SimulatedPLC
    var heartbeat: StationHeartbeat
    var sequencer: StampSequencer?
    /// Which life of the agent it is; answers to an earlier one are lost with it.
    var agent = 0
    var agenda: [(time: UInt64, what: Happening)] = []
    var serial = ""
    /// What is on disk.
    var intents: [StampIntent] = []
    var outcomes: [String: StampResult] = [:]
    var misfortune: Double
    var fault: String?

    init(seed: UInt64, retentive: Bool, misfortune: Double) {
        random = SplitMix64(seed: seed)
        modbus = StationFixture.modbus(retentive: retentive)
        station = modbus.stations[0]
        self.misfortune = misfortune
        plc = SimulatedPLC(station: station, of: modbus, now: now)
        heartbeat = StationHeartbeat(of: station, in: modbus, now: now)
    }

    mutating func chance(_ probability: Double) -> Bool {
        Double.random(in: 0..<1, using: &random) < probability
    }

    mutating func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func schedule(_ what: Happening, in milliseconds: Int) {
        agenda.append((now + UInt64(milliseconds) * 1_000_000, what))
    }

    /// Stamps some units one after the other and checks what must hold at the end.
    mutating func run(units: Int) {
        schedule(.beat, in: 0)
        schedule(.panel, in: 0)
        for unit in 0..<units where fault == nil {
            // The person lets the line run, and whatever was under way has arrived by then.
            pass(milliseconds: Self.longestDelay + 500)
            stamp("SN-\(unit)-\(pick(100...999))")
        }
        pass(milliseconds: 2 * Self.longestDelay)
        checkBooks(units)
    }

    private mutating func stamp(_ serial: String) {
        self.serial = serial
        if chance(misfortune) {
            let faults = StationFault.all(delay: pick(1...600))
            plc.setFault(FaultScript.StationEntry(faults[pick(0...faults.count - 1)], commands: 1))
        } else {
            plc.setFault(nil)
        }
        for what in [Happening.powerLoss, .hold, .abort, .crash] where chance(misfortune / 4) {
            schedule(what, in: pick(0...1_500))
        }
        begin(StampSequencer(serial: serial, at: station, of: modbus))
        let end = now + UInt64(modbus.longestStampMilliseconds(of: station) * 3 + 5_000) * 1_000_000
        while outcomes[serial] == nil, fault == nil {
            guard now < end, step(until: end) else { return fault = "\(serial) never ends" }
        }
    }

    mutating func begin(_ sequencer: StampSequencer) {
        agent += 1
        self.sequencer = sequencer
        tell(.begin(heartbeatAlive: heartbeat.isAlive))
    }

    private mutating func pass(milliseconds: Int) {
        let end = now + UInt64(milliseconds) * 1_000_000
        while fault == nil, step(until: end) {}
        now = end
    }

    /// Does what comes next, if it comes before `end`.
    private mutating func step(until end: UInt64) -> Bool {
        let next = agenda.indices.min { agenda[$0].time < agenda[$1].time }
        let deadline = sequencer?.nextDeadline(after: now)
        let time = min(next.map { agenda[$0].time } ?? .max, deadline ?? .max)
        guard time <= end else { return false }
        now = max(now, time)
        plc.advance(to: now)
        if let next, agenda[next].time == time {
            let what = agenda.remove(at: next).what
            take(what)
        } else {
            tell(.tick)
        }
        return true
    }

    mutating func tell(_ event: StampSequencer.Event) {
        guard let effects = sequencer?.handle(event, at: now) else { return }
        for effect in effects {
            carryOut(effect)
        }
    }
}
