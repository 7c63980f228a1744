import Testing

@testable import GPIO

@Suite("ModbusSchedule leaves silent devices alone")
struct ModbusScheduleBreakerTests {
    private static let poll = ModbusScheduleTests.poll

    /// Asks the press until it is left alone.
    private static func exhaust(_ rig: inout ScheduleRig) {
        for _ in 0..<3 {
            _ = rig.send(poll)
            _ = rig.handle(.exchanged(.timeout))
        }
    }

    @Test func afterSoManyFailuresInARow() throws {
        var rig = try ScheduleRig.bus(ScheduleRig.tcp)
        Self.exhaust(&rig)
        let (number, effects) = rig.submit(Self.poll)
        #expect(effects.answers[number]?.code == .suspended)
        #expect(rig.submit(Self.poll, to: "marker").effects == [.open])
        #expect(rig.schedule.statistics["press"]?.suspensions == 1)
    }

    @Test func butNotWhenOneAnswersInBetween() throws {
        var rig = try ScheduleRig.bus(ScheduleRig.tcp)
        for _ in 0..<4 {
            for _ in 0..<2 {
                _ = rig.send(Self.poll)
                _ = rig.handle(.exchanged(.timeout))
            }
            _ = rig.send(Self.poll)
            // An exception is an answer.
            _ = rig.handle(.exchanged(.reply([0x83, 2])))
        }
        #expect(rig.submit(Self.poll).effects.answers.isEmpty)
    }

    @Test func withWhatWaitsForThem() throws {
        var rig = try ScheduleRig.bus(ScheduleRig.tcp)
        for _ in 0..<2 {
            _ = rig.send(Self.poll)
            _ = rig.handle(.exchanged(.timeout))
        }
        _ = rig.send(Self.poll)
        let waiting = rig.submit(ModbusScheduleTests.write).number
        let other = rig.submit(Self.poll, to: "marker").number
        let effects = rig.handle(.exchanged(.timeout))
        #expect(effects.answers[waiting]?.code == .suspended)
        #expect(effects.answers[other] == nil)
    }

    @Test func forLongerAndLonger() throws {
        var rig = try ScheduleRig.bus(ScheduleRig.tcp)
        Self.exhaust(&rig)
        for seconds in [1.0, 2, 4, 4] {
            rig.advance(milliseconds: seconds * 1_000 - 1)
            #expect(!rig.submit(Self.poll).effects.answers.isEmpty, "still left alone after \(seconds) s")
            rig.advance(milliseconds: 2)
            // One failure is enough now.
            let number = rig.send(Self.poll)
            #expect(rig.onTheWire == Self.poll)
            #expect(rig.handle(.exchanged(.timeout)).answers[number]?.code == .noAnswer)
        }
        rig.advance(milliseconds: 4_001)
        _ = rig.send(Self.poll)
        _ = rig.reply()
        _ = rig.send(Self.poll)
        _ = rig.handle(.exchanged(.timeout))
        #expect(rig.submit(Self.poll).effects.answers.isEmpty, "it answered, so one failure is nothing")
    }

    @Test func exceptForAStop() throws {
        var rig = try ScheduleRig.bus(ScheduleRig.tcp)
        Self.exhaust(&rig)
        let (number, effects) = rig.submit(ModbusScheduleTests.stop, .stop)
        #expect(effects == [.open])
        #expect(rig.handle(.opened).exchange?.operation == ModbusScheduleTests.stop)
        #expect(rig.reply().answers[number] == .outcome(.done))
        #expect(rig.submit(Self.poll).effects.answers.isEmpty, "the device is back")
    }
}
