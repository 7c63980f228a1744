import GPIO
import Machine
import Platform
import Supervision
import Synchronization

/// The simulated machine around a simulated chip: motors follow the chip's outputs, and one thread moves time on and
/// carries what the sensors see to the chip's inputs. Its stations are real Modbus devices on loopback ports.
final class SimulatedWorld: Sendable {
    private struct State {
        var machine: SimulatedMachine
        /// The faults as they were given, for a machine that is opened and filled.
        var script: FaultScript
        var isOn: [String: Bool] = [:]
        var firings: [String: Int] = [:]
        var dropped: [String: Int] = [:]
    }

    /// What programs open their lines from.
    let chip: SimulatedChip
    /// The machine's profile.
    let profile: MachineProfile
    /// The stations; nil for a machine that only vends.
    let line: SimulatedLine?
    private let log: MachineLog
    private let state: Mutex<State>
    private let wakePipe: Supervision.WakePipe
    private let isOver = Mutex(false)

    /// A machine at rest, whose time goes on from now.
    /// - Parameter ports: where the buses are served, by their id; others get a free port.
    init(profile: MachineProfile, script: FaultScript, log: MachineLog, ports: [String: UInt16] = [:]) throws {
        self.profile = profile
        self.log = log
        line = try profile.modbus.map { modbus in
            try SimulatedLine(modbus, script: script, ports: ports) { station, serial, count in
                log.append(
                    MachineLogEntry(
                        nanoseconds: MonotonicClock.now(),
                        lane: station,
                        what: .mark,
                        count: count,
                        serial: serial
                    )
                )
            }
        }
        let names = Set(profile.lanes.map(\.motor.name) + profile.inputs.map(\.name))
        chip = SimulatedChip(lines: names.sorted { $0.description < $1.description })
        let machine = SimulatedMachine(profile: profile, script: script, now: MonotonicClock.now())
        state = Mutex(State(machine: machine, script: script))
        wakePipe = try Supervision.WakePipe()
        for (line, level) in machine.levels { chip.setInput(line, voltage(of: line, level)) }
        chip.observeOutputs { [weak self] change in self?.outputChanged(change) }
        try DedicatedThread.start("simulated-world") { [self] in run() }
    }

    /// Ends the thread.
    func stop() {
        isOver.withLock { $0 = true }
        wakePipe.wake()
        line?.close()
    }

    /// Does what a person or a test asks for and returns the answer's lines.
    func obey(_ instruction: SimulatorInstruction) throws -> [String] {
        defer { wakePipe.wake() }
        switch instruction {
        case .fault(let text): try setFaults(FaultScript(parsing: text, for: profile))
        case .interlock(let id, let isSafe): try setInterlock(id, isSafe: isSafe)
        case .stock(let lane, let count): try fill(lane, count)
        case .firings: return report
        case .help: return SimulatorInstruction.helpText.split(separator: "\n").map(String.init)
        }
        return []
    }

    private func run() {
        while !isOver.withLock({ $0 }) {
            let (changes, next) = state.withLock { state in
                let changes = state.machine.advance(to: MonotonicClock.now())
                noteDrops(&state)
                return (changes, state.machine.nextEventTime)
            }
            for change in changes {
                chip.setInput(change.line, voltage(of: change.line, change.level), at: change.atNanoseconds)
            }
            _ = Waiting.untilReadable([wakePipe.readable], until: next)
            wakePipe.drain()
        }
    }

    /// On the thread of whoever changed the output, before that program hears that it is done.
    private func outputChanged(_ change: OutputChange) {
        guard let lane = profile.lanes.first(where: { $0.motor.name == change.line }) else { return }
        // A line that nobody drives leaves the motor off: its driver board has a resistor for that.
        let level = change.isDriven ? change.voltage.level(activeLow: lane.motor.activeLow) : .inactive
        let isOn = level == .active
        state.withLock { state in
            guard state.isOn[lane.id, default: false] != isOn else { return }
            state.isOn[lane.id] = isOn
            if isOn { state.firings[lane.id, default: 0] += 1 }
            log.append(
                MachineLogEntry(
                    nanoseconds: change.timestampNanoseconds,
                    lane: lane.id,
                    what: isOn ? .on : change.isDriven ? .off : .released,
                    count: state.firings[lane.id, default: 0]
                )
            )
            state.machine.outputChanged(change.line, level, at: change.timestampNanoseconds)
            noteDrops(&state)
        }
        wakePipe.wake()
    }

    private func noteDrops(_ state: inout State) {
        for (lane, count) in state.machine.dropped.sorted(by: { $0.key < $1.key }) {
            while state.dropped[lane, default: 0] < count {
                state.dropped[lane, default: 0] += 1
                log.append(
                    MachineLogEntry(
                        nanoseconds: state.machine.now,
                        lane: lane,
                        what: .drop,
                        count: state.dropped[lane, default: 0]
                    )
                )
            }
        }
    }

    private func voltage(of line: LineName, _ level: Level) -> Voltage {
        level.voltage(activeLow: profile.activeLow(of: line))
    }

    private func setFaults(_ script: FaultScript) {
        state.withLock { state in
            let now = MonotonicClock.now()
            for (lane, entry) in script.lanes {
                state.script.lanes[lane] = entry
                state.machine.setFault(entry, ofLane: lane)
            }
            for (station, entry) in script.stations { _ = line?.withPLC(station) { $0.setFault(entry) } }
            for id in script.interlocks.keys { state.machine.setInterlock(id, safe: false, at: now) }
        }
    }

    private func setInterlock(_ id: String, isSafe: Bool) throws {
        guard profile.interlocks.contains(where: { $0.id == id }) else {
            let known = profile.interlocks.map(\.id).joined(separator: ", ")
            throw CommandError("There is no interlock “\(id.prefix(40))”; there are: \(known).")
        }
        state.withLock { $0.machine.setInterlock(id, safe: isSafe, at: MonotonicClock.now()) }
    }

    /// As a person who opens the machine does: goods counted, spirals at home, sensors clear. Faults stay.
    private func fill(_ lane: String, _ count: Int) throws {
        guard let capacity = profile.lane(lane)?.capacity else {
            let known = profile.lanes.map(\.id).joined(separator: ", ")
            throw CommandError("There is no lane “\(lane.prefix(40))”; there are: \(known).")
        }
        guard count <= capacity else { throw CommandError("Lane \(lane) holds \(capacity) units, not \(count).") }
        let changes: [(LineName, Level)] = try state.withLock { state in
            guard !state.isOn.values.contains(true), state.machine.nextEventTime == nil else {
                throw CommandError("A motor is turning; fill the lane when it has stopped.")
            }
            let old = state.machine
            var filled = profile
            for index in filled.lanes.indices {
                let id = filled.lanes[index].id
                filled.lanes[index].stock = id == lane ? count : old.stock[id] ?? 0
            }
            state.machine = SimulatedMachine(profile: filled, script: state.script, now: MonotonicClock.now())
            state.dropped = [:]
            for interlock in profile.interlocks {
                let isSafe = old.levels[interlock.input.name] == .active
                state.machine.setInterlock(interlock.id, safe: isSafe, at: MonotonicClock.now())
            }
            return state.machine.levels.map { ($0.key, $0.value) }
        }
        for (line, level) in changes { chip.setInput(line, voltage(of: line, level)) }
    }

    private var report: [String] {
        let stations = profile.stations.compactMap { station in
            line?.withPLC(station.id) { "\(station.id) marks \($0.firings) rejected \($0.rejections)" }
        }
        return laneReport + stations
    }

    private var laneReport: [String] {
        state.withLock { state in
            profile.lanes.map { lane in
                let id = lane.id
                let (firings, dropped) = (state.firings[id, default: 0], state.dropped[id, default: 0])
                return "\(id) firings \(firings) dropped \(dropped) stock \(state.machine.stock[id] ?? 0)"
            }
        }
    }
}
