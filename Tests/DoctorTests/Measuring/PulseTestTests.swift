import GPIO
import Machine
import Synchronization
import Testing

@testable import Doctor

/// Motors are turned here for real, on a simulated chip whose world moves a switch for each of them.
@Suite("Pulses")
struct PulseTestTests {
    /// What a motor does when it goes on.
    private struct Motion: Sendable {
        var motor: LineName
        var moves: [(LineName, Voltage)]
    }

    private func chip(_ motions: [Motion]) -> SimulatedChip {
        let chip = Cabinet.makeChip()
        let known = motions
        chip.observeOutputs { [weak chip] change in
            guard change.isDriven, change.voltage == .high else { return }
            for motion in known where motion.motor == change.line {
                for (line, voltage) in motion.moves { chip?.setInput(line, voltage) }
            }
        }
        return chip
    }

    private func turn(_ motor: String, moves home: String) -> Motion {
        Motion(motor: Cabinet.motor(motor), moves: [(Cabinet.home(home), .high), (Cabinet.home(home), .low)])
    }

    private func facts(_ chip: SimulatedChip, _ lanes: [String]) -> DoctorFacts {
        var facts = Cabinet.facts
        let targets = lanes.compactMap { Cabinet.profile.lane($0) }
        facts.pulses = PulseTest(profile: Cabinet.profile, provider: chip.provider).run(targets)
        return facts
    }

    @Test func aTurnMovesItsOwnSwitch() throws {
        let chip = chip([turn("A1", moves: "A1")])
        let facts = facts(chip, ["A1"])
        #expect(facts.pulses.map(\.end) == [.homeSeen])
        #expect(facts.pulseFindings.map(\.code) == [.pulseOK])
        #expect(chip.voltage(of: Cabinet.motor("A1")) == .low)
        #expect(!chip.isDriven(Cabinet.motor("A1")))
    }

    @Test func exchangedMotorsAreFound() {
        let facts = facts(chip([turn("A1", moves: "A2"), turn("A2", moves: "A1")]), ["A1", "A2"])
        #expect(facts.pulseFindings.map(\.code) == [.linesSwapped, .linesSwapped])
    }

    @Test func aMotorThatDoesNothingStopsAtItsLimit() throws {
        let facts = facts(chip([]), ["A1"])
        #expect(facts.pulseFindings.map(\.code) == [.pulseNothing])
        let driven = try #require(facts.pulses.first?.drivenMilliseconds)
        #expect((290...2_000).contains(driven))
        #expect(facts.pulses.first?.end == .time)
    }

    @Test func aJamIsToldFromATurn() {
        let jam = Motion(motor: Cabinet.motor("A1"), moves: [(Cabinet.home("A1"), .high)])
        #expect(facts(chip([jam]), ["A1"]).pulseFindings.map(\.code) == [.pulseIncomplete])
    }

    @Test func theDoorStopsTheMotor() {
        let opening = Motion(motor: Cabinet.motor("A1"), moves: [(Cabinet.door, .high)])
        let facts = facts(chip([opening]), ["A1", "A2"])
        // The second is not even turned on.
        #expect(facts.pulseFindings.map(\.code) == [.pulseInterlock, .pulseRefused])
        #expect(facts.pulses[1].drivenMilliseconds == nil)
    }

    @Test func anOpenDoorKeepsTheMotorOff() {
        let chip = chip([])
        let firings = Mutex(0)
        chip.observeOutputs { change in
            if change.voltage == .high { firings.withLock { $0 += 1 } }
        }
        chip.setInput(Cabinet.door, .high)
        #expect(facts(chip, ["A1"]).pulseFindings.map(\.code) == [.pulseRefused])
        #expect(firings.withLock { $0 } == 0)
    }

    @Test func aMotorThatIsNotAtHomeIsNotTurned() {
        let chip = chip([])
        chip.setInput(Cabinet.home("A1"), .high)
        #expect(facts(chip, ["A1"]).pulseFindings.map(\.code) == [.pulseRefused])
    }

    @Test func aMotorWithoutASwitchIsDrivenForItsPulse() throws {
        let facts = facts(chip([]), ["B1"])
        #expect(facts.pulseFindings.map(\.code) == [.pulseOK])
        #expect((95...1_500).contains(try #require(facts.pulses.first?.drivenMilliseconds)))
    }

    @Test func lostEdgesAreNotTakenForATurn() {
        // More changes than the kernel keeps for one line.
        let storm = (0..<40).map { (Cabinet.home("A1"), $0.isMultiple(of: 2) ? Voltage.high : .low) }
        let facts = facts(chip([Motion(motor: Cabinet.motor("A1"), moves: storm)]), ["A1"])
        #expect(facts.pulseFindings.map(\.code) == [.pulseUncertain])
    }

    @Test func aLineThatFailsEndsIt() {
        let chip = chip([])
        chip.observeOutputs { [weak chip] change in
            if change.voltage == .high { chip?.setFaulty(Cabinet.home("A2"), true) }
        }
        #expect(facts(chip, ["A1"]).pulseFindings.map(\.code) == [.pulseUncertain])
        #expect(chip.voltage(of: Cabinet.motor("A1")) == .low)
    }

    @Test func linesOfSomebodyElseAreLeftAlone() throws {
        let chip = chip([])
        let other = LineConfiguration(outputs: [], inputs: [InputConfiguration(name: Cabinet.door)], consumer: "agent")
        let bank = try chip.provider.open(other)
        defer { bank.close() }
        let facts = facts(chip, ["A1", "A2"])
        #expect(facts.pulseFindings.map(\.code) == [.pulseRefused, .pulseRefused])
        #expect(facts.pulses[0].refused?.contains("agent") == true)
    }

    @Test func nothingIsTouchedWithoutConsent() {
        let chip = chip([])
        let changes = Mutex(0)
        chip.observeOutputs { _ in changes.withLock { $0 += 1 } }
        #expect(facts(chip, []).pulses.isEmpty)
        #expect(changes.withLock { $0 } == 0)
    }
}
