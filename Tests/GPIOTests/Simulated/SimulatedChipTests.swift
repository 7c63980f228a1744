import Platform
import Testing

@testable import GPIO

@Suite("SimulatedChip")
struct SimulatedChipTests {
    let motor = LineName(chip: "simulated", line: "motor")
    let lamp = LineName(chip: "simulated", line: "lamp")
    let drop = LineName(chip: "simulated", line: "drop")
    let door = LineName(chip: "simulated", line: "door")

    @Test func aWireThatIsCutLeavesThePullResistorToDecide() throws {
        let chip = SimulatedWorld(.revertsToInput).chip
        let bank = try open(chip, inputs: [.init(name: door, activeLow: true, bias: .pullUp), .init(name: drop)])
        chip.setInput(door, .low)
        chip.setInput(drop, .high)
        #expect(try bank.read(door) == .active)
        chip.setInput(door, nil)
        chip.setInput(drop, nil)
        #expect(chip.voltage(of: door) == .high)
        #expect(try bank.read(door) == .inactive)
        #expect(try bank.read(drop) == .inactive, "without a resistor it reads low")
        #expect(try bank.waitForEdges(timeoutMilliseconds: 0).events.count == 4)
    }

    @Test func labelsAreChips() throws {
        let lines = [LineName(chip: "board", line: "a"), LineName(chip: "expander", line: "a")]
        let chip = SimulatedChip(lines: lines)
        let bank = try open(chip, outputs: lines.map { .init(name: $0) })
        try bank.set(lines[1], .active)
        #expect(chip.voltage(of: lines[0]) == .low)
        #expect(chip.voltage(of: lines[1]) == .high)
        #expect(chip.lineNames == lines)
    }

    @Test func observersSeeEveryChangeInOrderAndMayAnswer() throws {
        let world = SimulatedWorld(.revertsToInput)
        let chip = world.chip
        // The sensor sees the motor: what it does happens between two changes, never inside one.
        let (motor, drop) = (motor, drop)
        chip.observeOutputs { change in
            if change.line == motor { chip.setInput(drop, change.voltage) }
        }
        let bank = try open(chip, outputs: [.init(name: motor)], inputs: [.init(name: drop)])
        try bank.set(motor, .active)
        try bank.set(motor, .active)
        #expect(try bank.waitForEdges(timeoutMilliseconds: 0).events.map(\.level) == [.active])
        bank.close()
        let motorChanges = world.changes.all.filter { $0.line == motor }
        #expect(motorChanges.map(\.voltage) == [.low, .high, .low, .low])
        #expect(motorChanges.map(\.isDriven) == [true, true, true, false])
    }

    @Test func anOutputLeftDrivenStaysUntilItIsRequestedAgain() throws {
        let chip = SimulatedWorld(.persists).chip
        var bank = try open(chip, outputs: [.init(name: motor, safe: .active)])
        bank.close()
        #expect(chip.voltage(of: motor) == .high)
        #expect(chip.isDriven(motor))
        #expect(chip.consumer(of: motor) == nil)
        bank = try open(chip, inputs: [.init(name: motor)])
        #expect(!chip.isDriven(motor))
        #expect(chip.voltage(of: motor) == .low)
        bank.close()
    }

    @Test func aRevertedOutputShowsWhatIsWiredToIt() throws {
        let chip = SimulatedWorld(.revertsToInput).chip
        chip.setInput(lamp, .high)
        let bank = try open(chip, outputs: [.init(name: lamp, initial: .inactive, safe: .inactive)])
        #expect(chip.voltage(of: lamp) == .low, "the chip wins while it drives")
        bank.close()
        #expect(chip.voltage(of: lamp) == .high)
        #expect(!chip.isDriven(lamp))
    }

    @Test func aBrokenLineSendsTheOthersToTheirSafeLevel() throws {
        let chip = SimulatedWorld(.revertsToInput).chip
        let bank = try open(chip, outputs: [.init(name: motor), .init(name: lamp)], inputs: [.init(name: drop)])
        try bank.set(motor, .active)
        chip.setFaulty(lamp, true)
        #expect(throws: GPIOError(.ioFailure, "")) { try bank.set(lamp, .active) }
        #expect(chip.voltage(of: motor) == .low)
        chip.setFaulty(lamp, false)
        try bank.set(lamp, .active)
        #expect(chip.level(of: lamp) == .active)
        chip.setFaulty(drop, true)
        #expect(throws: GPIOError(.ioFailure, "")) { try bank.waitForEdges(timeoutMilliseconds: 0) }
        #expect(chip.voltage(of: lamp) == .low)
    }

    @Test func manualTimeIsTheOnlyTime() throws {
        let chip = SimulatedWorld(.revertsToInput, time: .manual).chip
        let bank = try open(
            chip,
            inputs: [.init(name: drop), .init(name: door, debounceMicroseconds: 10)]
        )
        chip.setInput(drop, .high, at: 1_000)
        chip.setInput(door, .high, at: 2_000)
        chip.setInput(drop, .low, at: 1_500)
        let first = try bank.waitForEdges(timeoutMilliseconds: 3_600_000)
        #expect(first.events.map(\.timestampNanoseconds) == [1_000, 2_000], "time never goes back")
        #expect(try bank.read(door) == .inactive)
        #expect(try bank.waitForEdges(timeoutMilliseconds: 3_600_000).isEmpty, "a wait never blocks")
        chip.advance(to: 20_000)
        let second = try bank.waitForEdges(timeoutMilliseconds: 3_600_000)
        #expect(second.events.map(\.line) == [door])
        #expect(second.events.map(\.timestampNanoseconds) == [12_000])
    }

    @Test func aWaitEndsWhenAnotherThreadDrivesTheLine() throws {
        let chip = SimulatedWorld(.revertsToInput).chip
        let drop = drop
        let bank = try open(chip, inputs: [.init(name: drop)])
        let thread = try DedicatedThread("test-world") { chip.setInput(drop, .high) }
        defer { thread.join() }
        let batch = try bank.waitForEdges(timeoutMilliseconds: 60_000)
        #expect(batch.events.map(\.level) == [.active])
    }

    @Test func threadsThatContendForALineAreServedOneAtATime() async throws {
        let chip = SimulatedWorld(.revertsToInput).chip
        let motor = motor
        let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let configuration = LineConfiguration(outputs: [.init(name: motor)], inputs: [], consumer: "c")
                    do {
                        let bank = try chip.provider.open(configuration)
                        try bank.set(motor, .active)
                        bank.close()
                        return true
                    } catch let error as GPIOError where error.code == .lineBusy {
                        return false
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.contains(true))
        #expect(chip.consumer(of: motor) == nil)
        #expect(chip.voltage(of: motor) == .low)
    }

    private func open(
        _ chip: SimulatedChip,
        outputs: [OutputConfiguration] = [],
        inputs: [InputConfiguration] = []
    ) throws -> any LineBank {
        try chip.provider.open(LineConfiguration(outputs: outputs, inputs: inputs, consumer: "test"))
    }
}
