import GPIO
import Machine
import Platform
import Synchronization

@testable import EdgeAgent

/// The simulated machine behind a simulated chip, on a thread of its own: motors turn in real time, goods fall.
final class SimulatedWorld: Sendable {
    let chip: SimulatedChip
    let profile: MachineProfile
    private let machine: Mutex<SimulatedMachine>
    private let wake = Mailbox<Bool>()

    init(_ profile: MachineProfile = TestMachine.profile, faults: String = "") throws {
        self.profile = profile
        let lines = Set(profile.lanes.map(\.motor.name) + profile.inputs.map(\.name))
        chip = SimulatedChip(lines: Array(lines))
        let script = try FaultScript(parsing: faults, for: profile)
        let made = SimulatedMachine(profile: profile, script: script, now: SystemClock.monotonicNanoseconds)
        machine = Mutex(made)
        for (line, level) in made.levels { chip.setInput(line, level.voltage(activeLow: profile.activeLow(of: line))) }
        chip.observeOutputs { [self] change in
            // Outputs of this profile are active high.
            let level: Level = change.isDriven && change.voltage == .high ? .active : .inactive
            machine.withLock { $0.outputChanged(change.line, level, at: SystemClock.monotonicNanoseconds) }
            _ = wake.post(true)
        }
        try DedicatedThread.start("simulated-world") { [self] in turn() }
    }

    /// Ends the thread. The outputs' levels stay as they are.
    func stop() { _ = wake.post(false) }

    private func turn() {
        while wake.next(waitingMilliseconds: 5) ?? true { carry() }
    }

    /// Carries inputs from the machine to the chip; outside the lock, because the chip calls its observers.
    private func carry() {
        let changes = machine.withLock { $0.advance(to: SystemClock.monotonicNanoseconds) }
        for change in changes {
            chip.setInput(change.line, change.level.voltage(activeLow: profile.activeLow(of: change.line)))
        }
    }

    /// Opens or shuts the door.
    func setDoor(open: Bool) {
        machine.withLock { $0.setInterlock("door", safe: !open, at: SystemClock.monotonicNanoseconds) }
        let level: Level = open ? .inactive : .active
        chip.setInput(TestMachine.door, level.voltage(activeLow: profile.activeLow(of: TestMachine.door)))
    }

    /// How often any motor was turned on.
    var firings: Int { machine.withLock { $0.firings.values.reduce(0, +) } }

    /// How many products fell.
    var dropped: Int { machine.withLock { $0.dropped.values.reduce(0, +) } }

    /// Whether the motor of a lane is on.
    func isTurning(_ lane: String) -> Bool { chip.level(of: TestMachine.motor(lane)) == .active }

    /// Whether any motor is driven by anyone.
    var isAnyMotorOn: Bool { profile.lanes.contains { chip.voltage(of: $0.motor.name) == .high } }
}
