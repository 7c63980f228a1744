import GPIO
import Machine
import Testing

@Suite("Simulated machine")
struct SimulatedMachineTests {
    private func time(_ milliseconds: Int) -> UInt64 { UInt64(milliseconds) * 1_000_000 }

    private func change(_ line: LineName, _ level: Level, _ milliseconds: Int) -> InputChange {
        InputChange(line: line, level: level, atNanoseconds: time(milliseconds))
    }

    private func machine(_ script: String = "") throws -> SimulatedMachine {
        SimulatedMachine(profile: Fixture.profile, script: try FaultScript(parsing: script, for: Fixture.profile))
    }

    /// Turns A1 on at 0 and off at `off`.
    private func changes(_ script: String, off: Int = 1_800) throws -> [InputChange] {
        var machine = try machine(script)
        machine.outputChanged(Fixture.motor("A1"), .active, at: 0)
        let before = machine.advance(to: time(off))
        machine.outputChanged(Fixture.motor("A1"), .inactive, at: time(off))
        return before + machine.advance(to: time(10_000))
    }

    @Test func startsReady() throws {
        let machine = try machine()
        #expect(machine.levels == Fixture.ready)
        #expect(machine.nextEventTime == nil)
        #expect(machine.stock == ["A1": 8, "A2": 8, "A3": 8])
    }

    @Test func turnsOnceAndDropsOneUnit() throws {
        // A turn takes 60 % of 3000 ms.
        #expect(
            try changes("") == [
                change(Fixture.home("A1"), .inactive, 180), change(Fixture.drop, .active, 1_450),
                change(Fixture.drop, .inactive, 1_470), change(Fixture.home("A1"), .active, 1_800),
            ]
        )
    }

    @Test func aJamTurnsWithoutADrop() throws {
        #expect(try changes("A1=jam").map(\.line) == [Fixture.home("A1"), Fixture.home("A1")])
    }

    @Test func aStuckMotorNeverComesHome() throws {
        #expect(try changes("A1=motorStuck", off: 3_000) == [change(Fixture.home("A1"), .inactive, 180)])
    }

    @Test func aStuckSensorStaysBlocked() throws {
        #expect(
            try changes("A1=dropSensorStuck").filter { $0.line == Fixture.drop } == [
                change(Fixture.drop, .active, 1_450)
            ]
        )
    }

    @Test func aLaneThatAPersonClearedWorksAgain() throws {
        var machine = try machine("A1=dropSensorStuck,A2=motorStuck")
        for (index, lane) in ["A1", "A2"].enumerated() {
            machine.outputChanged(Fixture.motor(lane), .active, at: time(index * 5_000))
            machine.outputChanged(Fixture.motor(lane), .inactive, at: time(index * 5_000 + 1_800))
        }
        _ = machine.advance(to: time(9_000))
        #expect(machine.levels != Fixture.ready)
        for lane in ["A1", "A2"] { machine.repair(lane: lane, stock: 5, at: time(9_000)) }
        #expect(machine.levels == Fixture.ready)
        #expect(machine.stock == ["A1": 5, "A2": 5, "A3": 8])
        let before = machine.dropped["A2"]
        machine.outputChanged(Fixture.motor("A2"), .active, at: time(10_000))
        machine.outputChanged(Fixture.motor("A2"), .inactive, at: time(11_800))
        _ = machine.advance(to: time(20_000))
        #expect(machine.dropped["A2"] == (before ?? 0) + 1)
        #expect(machine.levels == Fixture.ready)
    }

    @Test func aDoubleDropTakesTwoUnits() throws {
        var machine = try machine("A1=doubleDrop")
        machine.outputChanged(Fixture.motor("A1"), .active, at: 0)
        machine.outputChanged(Fixture.motor("A1"), .inactive, at: time(1_800))
        let drops = machine.advance(to: time(9_000)).filter { $0.line == Fixture.drop && $0.level == .active }
        #expect(drops.count == 2)
        #expect(machine.stock["A1"] == 6)
        #expect(machine.dropped["A1"] == 2)
    }

    @Test func anEmptyLaneDropsNothing() throws {
        #expect(try changes("A1=empty").allSatisfy { $0.line != Fixture.drop })
        var profile = Fixture.profile
        profile.lanes[0].stock = 0
        var machine = SimulatedMachine(profile: profile)
        machine.outputChanged(Fixture.motor("A1"), .active, at: 0)
        machine.outputChanged(Fixture.motor("A1"), .inactive, at: time(1_800))
        #expect(machine.advance(to: time(9_000)).allSatisfy { $0.line != Fixture.drop })
        #expect(machine.stock["A1"] == 0)
    }

    @Test func aSlowDropArrivesLater() throws {
        #expect(try changes("A1=slowDrop:900").contains(change(Fixture.drop, .active, 1_350 + 900)))
    }

    @Test func goodsThatHangFallWhenTheMotorStops() throws {
        #expect(try changes("A1=dropAfterMotor").contains(change(Fixture.drop, .active, 1_800 + 750)))
    }

    @Test func aMotorLeftOnDeliversAgain() throws {
        var machine = try machine()
        machine.outputChanged(Fixture.motor("A1"), .active, at: 0)
        let drops = machine.advance(to: time(3_600)).filter { $0.line == Fixture.drop && $0.level == .active }
        #expect(drops.count == 2)
        #expect(machine.firings["A1"] == 1)
    }

    @Test func countsRisingEdgesOfTheMotorOnly() throws {
        var machine = try machine()
        let motor = Fixture.motor("A1")
        for (index, level) in [Level.inactive, .active, .active, .inactive, .inactive, .active].enumerated() {
            machine.outputChanged(motor, level, at: time(index * 10))
        }
        machine.outputChanged(Fixture.name("lamp"), .active, at: time(100))
        #expect(machine.firings == ["A1": 2, "A2": 0, "A3": 0])
    }

    @Test func goesOnFromWhereItWasStopped() throws {
        var machine = try machine()
        let motor = Fixture.motor("A1")
        machine.outputChanged(motor, .active, at: 0)
        machine.outputChanged(motor, .inactive, at: time(1_000))
        #expect(machine.advance(to: time(5_000)).map(\.line) == [Fixture.home("A1")])
        machine.outputChanged(motor, .active, at: time(5_000))
        #expect(machine.advance(to: time(5_800)).last == change(Fixture.home("A1"), .active, 5_800))
    }

    @Test func aFaultEndsAfterItsTurns() throws {
        var machine = try machine("A1=jam*2")
        let motor = Fixture.motor("A1")
        for turn in 0..<4 {
            machine.outputChanged(motor, .active, at: time(turn * 10_000))
            machine.outputChanged(motor, .inactive, at: time(turn * 10_000 + 1_800))
        }
        _ = machine.advance(to: time(40_000))
        #expect(machine.dropped["A1"] == 2)
    }

    @Test func theDoorOpensAfterTheFirstMotorStart() throws {
        var machine = try machine("door=opens:300")
        #expect(machine.advance(to: time(5_000)).isEmpty)
        machine.outputChanged(Fixture.motor("A1"), .active, at: time(5_000))
        #expect(machine.nextEventTime == time(5_180))
        #expect(machine.advance(to: time(5_300)).last == change(Fixture.door, .inactive, 5_300))
    }

    @Test func aDoorCanBeOpenFromTheStart() throws {
        #expect(try machine("door=open").levels[Fixture.door] == .inactive)
    }

    @Test func aPersonCanOpenAndCloseTheDoor() throws {
        var machine = try machine()
        machine.setInterlock("door", safe: false, at: time(10))
        machine.setInterlock("door", safe: false, at: time(20))
        machine.setInterlock("door", safe: true, at: time(30))
        machine.setInterlock("window", safe: false, at: time(40))
        #expect(
            machine.advance(to: time(50)) == [change(Fixture.door, .inactive, 10), change(Fixture.door, .active, 30)]
        )
    }

    @Test func aFaultCanBeSetWhileItRests() throws {
        var machine = try machine()
        machine.setFault(.init(.jam), ofLane: "A1")
        machine.outputChanged(Fixture.motor("A1"), .active, at: 0)
        #expect(machine.advance(to: time(1_800)).allSatisfy { $0.line != Fixture.drop })
    }

    @Test func drivesALaneWithoutHomeSwitch() throws {
        var machine = try machine()
        machine.outputChanged(Fixture.motor("A3"), .active, at: 0)
        #expect(machine.advance(to: time(1_000)).first == change(Fixture.drop, .active, 850))
    }
}
