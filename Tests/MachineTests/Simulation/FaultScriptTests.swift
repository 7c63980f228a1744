import Machine
import Testing

@Suite("Fault script")
struct FaultScriptTests {
    private func parse(_ text: String) throws(MachineError) -> FaultScript {
        try FaultScript(parsing: text, for: Fixture.profile)
    }

    @Test func readsEveryFault() throws {
        let faults: [(String, LaneFault)] = [
            ("normal", .normal), ("jam", .jam), ("motorStuck", .motorStuck), ("dropSensorStuck", .dropSensorStuck),
            ("doubleDrop", .doubleDrop), ("empty", .empty), ("dropAfterMotor", .dropAfterMotor),
            ("slowDrop:400", .slowDrop(milliseconds: 400)),
        ]
        for (text, fault) in faults {
            #expect(try parse("A1=\(text)").lanes == ["A1": .init(fault)])
        }
        #expect(try parse("door=open").interlocks == ["door": .open])
        #expect(try parse("tilt=opens:300").interlocks == ["tilt": .opens(afterMilliseconds: 300)])
    }

    @Test func readsSeveralEntriesWithSpacesAndTurns() throws {
        let script = try parse(" A1 = jam*2 , A2=slowDrop:400,door=opens:0 ")
        #expect(script.lanes == ["A1": .init(.jam, turns: 2), "A2": .init(.slowDrop(milliseconds: 400))])
        #expect(script.interlocks == ["door": .opens(afterMilliseconds: 0)])
        #expect(script.description == "A1=jam*2,A2=slowDrop:400,door=opens:0")
        #expect(try parse(script.description) == script)
    }

    @Test func readsNothingAsNoFaults() throws {
        #expect(try parse("") == FaultScript())
        #expect(try parse("  ") == FaultScript())
    }

    @Test(arguments: [
        "A1", "A1=", "=jam", "A9=jam", "A1=jam,", ",A1=jam", "A1=jam,A1=empty", "A1=slowDrop", "A1=slowDrop:",
        "A1=slowDrop:-1", "A1=slowDrop:1e3", "A1=slowDrop:999999999", "A1=slowDrop:99999999999999999999", "A1=jam:3",
        "A1=jam*0", "A1=jam*", "A1=jam*x", "A1=jam=empty", "A1=Jam", "door=jam", "door=opens", "door=opens:x",
        "A1=open", "=", "*", "A1=*",
    ])
    func refusesWhatItDoesNotKnow(_ text: String) {
        #expect(throws: MachineError(.invalidFaultScript, "")) { try parse(text) }
    }

    @Test func refusesAHugeText() {
        #expect(throws: MachineError(.invalidFaultScript, "")) { try parse(String(repeating: " ", count: 5_000)) }
    }

    @Test func namesWhatThereIs() {
        do throws(MachineError) {
            _ = try parse("A9=jam")
            Issue.record("A9 is not a lane")
        } catch {
            #expect(error.message.contains("“A9”"))
            #expect(error.message.contains("A1, A2, A3, door, tilt"))
        }
    }

    @Test func readsTheFaultsOfStations() throws {
        let faults = StationFault.all(delay: 40) + [.mixed(percent: 1), .mixed(percent: 12)]
        for fault in faults {
            let script = try FaultScript(parsing: "S1=\(fault.text)*2", for: StationFixture.profile())
            #expect(script.stations == ["S1": FaultScript.StationEntry(fault, commands: 2)])
            #expect(try FaultScript(parsing: script.description, for: StationFixture.profile()) == script)
        }
        #expect(try FaultScript(parsing: "S1=misread", for: StationFixture.profile()).stations["S1"]?.commands == nil)
    }

    @Test(
        arguments: [
            "S1=jam", "S1=powerLoss", "S1=powerLoss:", "S1=powerLoss:-1", "S1=misread:3", "S1=misread*0", "S1=misread*",
            "S2=misread", "S1=misread,S1=normal", "S1=", "S1=mixed", "S1=mixed:0", "S1=mixed:13",
        ]
    )
    func refusesWhatIsNoFaultOfAStation(_ text: String) {
        #expect(throws: MachineError(.invalidFaultScript, "")) {
            try FaultScript(parsing: text, for: StationFixture.profile())
        }
    }
}
