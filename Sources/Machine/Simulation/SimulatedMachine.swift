package import GPIO

/// The machine a profile describes, without the machine: motors that turn, goods that fall, sensors that see them, and
/// whatever the fault script breaks. It is a value; the caller brings the time and carries levels between it and a
/// simulated chip. The same calls give the same changes.
///
/// A turn takes 60 % of the lane's home timeout (or the whole pulse of a lane without a home switch); home is left
/// after a tenth of the turn and the goods come loose at three quarters of it. A motor that is left on keeps turning
/// and delivers again, as a real one does.
package struct SimulatedMachine: Sendable {
    /// The profile it was made from.
    package let profile: MachineProfile
    /// How often each lane's motor has been turned on, by lane id: rising edges of the output.
    package private(set) var firings: [String: Int]
    /// How many units each lane still holds, by lane id.
    package internal(set) var stock: [String: Int]
    /// How many units have fallen out of each lane, by lane id.
    package internal(set) var dropped: [String: Int]
    /// All inputs as they are.
    package internal(set) var levels: [LineName: Level]
    /// When the machine was last advanced to.
    package internal(set) var now: UInt64

    var motors: [String: SimulatedMotor]
    var script: FaultScript
    var agenda: [ScheduledStep] = []
    /// How many things block each drop sensor.
    var blockers: [LineName: Int] = [:]
    var stuckSensors: Set<LineName> = []
    var changes: [InputChange] = []
    var everDriven = false

    /// A machine at rest: motors at home, sensors clear, interlocks safe unless the script opens them.
    package init(profile: MachineProfile, script: FaultScript = FaultScript(), now: UInt64 = 0) {
        self.profile = profile
        self.script = script
        self.now = now
        let ids = profile.lanes.map(\.id)
        firings = Dictionary(ids.map { ($0, 0) }, uniquingKeysWith: { first, _ in first })
        dropped = firings
        stock = Dictionary(profile.lanes.map { ($0.id, $0.stock) }, uniquingKeysWith: { first, _ in first })
        motors = Dictionary(
            profile.lanes.map { ($0.id, SimulatedMotor(turn: SimulatedMotor.turnNanoseconds(of: $0))) },
            uniquingKeysWith: { first, _ in first }
        )
        levels = [:]
        for lane in profile.lanes {
            if let home = lane.home { levels[home.name] = .active }
            levels[lane.drop.name] = .inactive
        }
        for interlock in profile.interlocks {
            levels[interlock.input.name] = script.interlocks[interlock.id] == .open ? .inactive : .active
        }
    }

    /// Tells the machine that an output was driven. Lines that are not motors, and levels that change nothing, are
    /// ignored.
    package mutating func outputChanged(_ line: LineName, _ level: Level, at time: UInt64) {
        pass(until: time)
        guard let lane = profile.lanes.first(where: { $0.motor.name == line }) else { return }
        guard let motor = motors[lane.id], motor.isOn != (level == .active) else { return }
        if level == .active {
            firings[lane.id, default: 0] += 1
            turnOn(lane)
        } else {
            turnOff(lane)
        }
    }

    /// Lets time pass and returns every input that changed since the last call, in order.
    package mutating func advance(to time: UInt64) -> [InputChange] {
        pass(until: time)
        defer { changes = [] }
        return changes
    }

    /// When the next input may change if no output does; nil when nothing is under way.
    package var nextEventTime: UInt64? {
        agenda.first?.time
    }

    /// Replaces the fault of one lane; a turn that is under way, or was left half done, keeps the one it began with.
    package mutating func setFault(_ entry: FaultScript.LaneEntry, ofLane id: String) {
        script.lanes[id] = entry
        if let motor = motors[id], !motor.isOn, motor.position < motor.leavesHomeAt {
            motors[id]?.fault = nil
        }
    }

    /// Opens or closes an interlock now, as a person would.
    package mutating func setInterlock(_ id: String, safe: Bool, at time: UInt64) {
        pass(until: time)
        guard let interlock = profile.interlocks.first(where: { $0.id == id }) else { return }
        change(interlock.input.name, to: safe ? .active : .inactive)
    }

    /// A person clears a lane now: its motor stands at home, nothing sticks in its sensor, and it holds so many units.
    /// A lane whose motor turns is left alone.
    package mutating func repair(lane id: String, stock units: Int, at time: UInt64) {
        pass(until: time)
        guard let lane = profile.lane(id), motors[id]?.isOn == false else { return }
        script.lanes[id] = nil
        motors[id] = SimulatedMotor(turn: SimulatedMotor.turnNanoseconds(of: lane))
        stock[id] = units
        if let home = lane.home { change(home.name, to: .active) }
        stuckSensors.remove(lane.drop.name)
        if blockers[lane.drop.name, default: 0] == 0 { change(lane.drop.name, to: .inactive) }
    }
}
