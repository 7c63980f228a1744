import GPIO
import Machine
import Testing

@testable import Doctor

@Suite("Examination of lines")
struct LineExaminationTests {
    private func facts(_ chip: SimulatedChip, _ profile: MachineProfile = Cabinet.profile) -> DoctorFacts {
        var facts = DoctorFacts(setup: SetupFacts())
        (facts.inputs, facts.outputs) =
            LineExamination(
                profile: profile,
                provider: chip.provider,
                settleMilliseconds: 1,
                watchMilliseconds: 20
            ).run()
        return facts
    }

    @Test func aMachineAtRestIsSound() {
        let facts = facts(Cabinet.makeChip())
        #expect(facts.lineFindings.map(\.code) == [.linesOK])
        #expect(facts.outputFindings.map(\.code) == [.outputsOK])
        #expect(facts.inputs.map(\.line.line) == ["home-A1", "drop", "home-A2", "door"])
        #expect(facts.inputs[1].of == ["A1", "A2", "B1"])
    }

    @Test func nothingMovesAndEverythingIsGivenBack() {
        let chip = Cabinet.makeChip()
        _ = facts(chip)
        for lane in ["A1", "A2", "B1"] {
            #expect(chip.voltage(of: Cabinet.motor(lane)) == .low)
            #expect(!chip.isDriven(Cabinet.motor(lane)))
        }
        #expect(chip.lineNames.allSatisfy { chip.consumer(of: $0) == nil })
    }

    @Test func exchangedWiresAreFound() {
        let chip = Cabinet.makeChip()
        // The wires of the home switch and the drop sensor, each at the other's pin.
        chip.setInput(Cabinet.home("A1"), .high)
        chip.setInput(Cabinet.drop, .low)
        #expect(facts(chip).lineFindings.map(\.code) == [.linesSwapped])
    }

    @Test func aMissingPullUpIsFound() {
        let chip = Cabinet.makeChip()
        var profile = Cabinet.profile
        for place in profile.lanes.indices { profile.lanes[place].drop.bias = .disabled }
        chip.setInput(Cabinet.drop, nil)
        let findings = facts(chip, profile).lineFindings
        #expect(findings.map(\.code) == [.linesNoPull])
        #expect(findings.first?.says.contains("pull-up is missing") == true)
        // With the resistor fitted there is nothing to find.
        chip.setInput(Cabinet.drop, .high)
        #expect(facts(chip, profile).lineFindings.map(\.code) == [.linesOK])
    }

    @Test func aCutWireOfTheDoorIsToldFromAnOpenOneThatIsDriven() {
        let chip = Cabinet.makeChip()
        chip.setInput(Cabinet.door, nil)
        let cut = facts(chip).lineFindings
        #expect(cut.map(\.code) == [.linesInterlockOpen])
        #expect(cut.first?.says.contains("wire is cut") == true)
        chip.setInput(Cabinet.door, .high)
        #expect(facts(chip).lineFindings.first?.says.contains("wire is cut") == false)
    }

    @Test func aLineThatSomebodyHoldsIsNamedWithItsHolder() throws {
        let chip = Cabinet.makeChip()
        let other = LineConfiguration(
            outputs: [],
            inputs: [InputConfiguration(name: Cabinet.door)],
            consumer: "thief"
        )
        let bank = try chip.provider.open(other)
        defer { bank.close() }
        let facts = facts(chip)
        #expect(facts.lineFindings.map(\.code) == [.linesBusy])
        #expect(facts.lineFindings.first?.says.contains("thief") == true)
        #expect(facts.inputs.filter { $0.problem == nil }.allSatisfy { $0.isAtRest == true })
    }

    @Test func aLineThatIsNotThereIsNamed() {
        var profile = Cabinet.profile
        profile.interlocks[0].input.name = Cabinet.name("dor")
        profile.lanes[0].motor.name = LineName(chip: "elsewhere", line: "x")
        let facts = facts(Cabinet.makeChip(), profile)
        #expect(facts.lineFindings.map(\.code) == [.linesNoLine])
        #expect(facts.outputFindings.map(\.code) == [.linesNoChip])
    }

    @Test func aMotorThatIsOnWithoutAnOwnerIsSeenBeforeItIsTaken() throws {
        let chip = Cabinet.makeChip(.persists)
        let output = OutputConfiguration(name: Cabinet.motor("A1"), initial: .active, safe: .active)
        try chip.provider.open(LineConfiguration(outputs: [output], inputs: [], consumer: "gone")).close()
        let facts = facts(chip)
        #expect(facts.outputFindings.map(\.code) == [.outputsActiveUnowned])
        // And it is off since.
        #expect(chip.voltage(of: Cabinet.motor("A1")) == .low)
    }

    @Test func aShortedOutputIsFound() {
        let chip = Cabinet.makeChip()
        chip.setFaulty(Cabinet.motor("A2"), true)
        #expect(facts(chip).outputFindings.map(\.code) == [.linesBroken])
    }

    @Test func aRestlessLineIsCounted() {
        let chip = Cabinet.makeChip()
        var examined = DoctorFacts(setup: SetupFacts())
        let shaker = Shaker(chip: chip, line: Cabinet.drop)
        (examined.inputs, examined.outputs) =
            LineExamination(
                profile: Cabinet.profile,
                provider: shaker,
                settleMilliseconds: 1,
                watchMilliseconds: 20
            ).run()
        #expect(examined.lineFindings.map(\.code) == [.linesRestless])
    }
}

/// Opens lines of a chip, and shakes one when several inputs are opened at once, as for watching.
private struct Shaker: LineBankProvider {
    let chip: SimulatedChip
    let line: LineName

    func open(_ configuration: LineConfiguration) throws(GPIOError) -> any LineBank {
        let bank = try chip.provider.open(configuration)
        if configuration.inputs.count > 1 {
            chip.setInput(line, .low)
            chip.setInput(line, .high)
        }
        return bank
    }

    func peek(_ line: LineName, activeLow: Bool) throws(GPIOError) -> Level {
        try chip.provider.peek(line, activeLow: activeLow)
    }
}
