import Testing

@testable import GPIO

@Suite("ModbusSchedule asks who is there")
struct ModbusScheduleIdentityTests {
    private static let write = ModbusScheduleTests.write

    private static func rig(_ endpoint: ModbusEndpoint = ScheduleRig.tcp) throws -> ScheduleRig {
        let register = try ModbusRegister(.holding, RegisterAddress(9, base: .zero), .uint32, order: .cdab)
        return try ScheduleRig.bus(
            endpoint,
            identity: .register(register, equals: .unsigned(0x0A0B_0C0D)),
            readAttempts: 2
        )
    }

    private static let question = ModbusOperation.read(.holding, at: 9, count: 2)
    private static let rightAnswer = ModbusExchangeResult.reply([3, 4, 0x0C, 0x0D, 0x0A, 0x0B])

    @Test func beforeTheFirstWriteOnly() throws {
        var rig = try Self.rig()
        let first = rig.send(Self.write)
        #expect(rig.onTheWire == Self.question)
        #expect(rig.handle(.exchanged(Self.rightAnswer)).exchange?.operation == Self.write)
        #expect(rig.reply().answers[first] == .outcome(.done))
        _ = rig.send(Self.write)
        #expect(rig.onTheWire == Self.write)
        _ = rig.reply()
        // The other device is another matter.
        _ = rig.send(Self.write, to: "marker")
        #expect(rig.onTheWire == Self.question)
    }

    @Test func butNotBeforeARead() throws {
        var rig = try Self.rig()
        _ = rig.send(ModbusScheduleTests.poll)
        #expect(rig.onTheWire == ModbusScheduleTests.poll)
    }

    @Test(
        arguments: [
            .reply([3, 4, 0x0A, 0x0B, 0x0C, 0x0D]), .reply([3, 4, 0, 0, 0, 0]), .reply([0x83, 2]),
        ] as [ModbusExchangeResult]
    )
    func andWritesNothingToAnother(answer: ModbusExchangeResult) throws {
        var rig = try Self.rig()
        let number = rig.send(Self.write)
        let effects = rig.handle(.exchanged(answer))
        #expect(effects.answers[number]?.code == .wrongDevice)
        #expect(effects.exchange == nil)
        // And asks again at the next write.
        _ = rig.send(Self.write)
        #expect(rig.onTheWire == Self.question)
    }

    @Test func andWritesNothingWhenNobodyAnswers() throws {
        var rig = try Self.rig()
        let number = rig.send(Self.write)
        #expect(rig.handle(.exchanged(.timeout)) == [.close, .open])
        #expect(rig.handle(.opened).exchange?.operation == Self.question)
        #expect(rig.handle(.exchanged(.timeout)).answers[number]?.code == .noAnswer)
        #expect(rig.onTheWire == nil)
    }

    @Test func againOnAFreshConnection() throws {
        var rig = try Self.rig()
        _ = rig.send(Self.write)
        _ = rig.handle(.exchanged(Self.rightAnswer))
        _ = rig.handle(.exchanged(.timeout))
        _ = rig.send(Self.write)
        #expect(rig.onTheWire == Self.question)
    }

    @Test func againAfterTheDeviceWasSilent() throws {
        var rig = try Self.rig(try ScheduleRig.serial())
        _ = rig.send(Self.write)
        _ = rig.handle(.exchanged(Self.rightAnswer))
        rig.advance(milliseconds: 5)
        _ = rig.handle(.woke)
        #expect(rig.onTheWire == Self.write)
        for _ in 0..<3 {
            _ = rig.handle(.exchanged(.timeout))
            rig.advance(milliseconds: 200)
            _ = rig.send(Self.write)
        }
        #expect(rig.onTheWire == nil, "left alone")
        rig.advance(milliseconds: 1_001)
        _ = rig.send(Self.write)
        #expect(rig.onTheWire == Self.question)
    }

    @Test func whenSomeoneWantsToKnow() throws {
        var rig = try Self.rig()
        let request = ModbusSchedule.Request(
            number: 77,
            device: "press",
            purpose: .identify,
            priority: .poll,
            deadline: .max
        )
        #expect(rig.handle(.submitted([request])) == [.open])
        #expect(rig.handle(.opened).exchange?.operation == Self.question)
        #expect(rig.handle(.exchanged(Self.rightAnswer)).answers[77] == .identified)
        _ = rig.send(Self.write)
        #expect(rig.onTheWire == Self.write)
    }
}
