import Testing

@testable import GPIO

@Suite("ModbusSchedule")
struct ModbusScheduleTests {
    static let poll = ModbusOperation.read(.holding, at: 0, count: 1)
    static let write = ModbusOperation.writeWords(at: 0, [1])
    static let stop = ModbusOperation.writeCoil(at: 0, false)

    @Test func sendsStopsFirstThenWritesThenPolls() throws {
        var rig = try ScheduleRig.bus(ScheduleRig.tcp)
        _ = rig.submit(Self.poll)
        let effects = [
            rig.submit(.read(.holding, at: 1, count: 1)).effects, rig.submit(Self.write).effects,
            rig.submit(.writeWords(at: 1, [1])).effects, rig.submit(Self.stop, to: "marker", .stop).effects,
        ]
        // While one is under way nothing else begins.
        #expect(effects.allSatisfy { $0.isEmpty })
        #expect(rig.handle(.opened).exchange?.operation == Self.stop)
        var order: [ModbusOperation] = []
        while let operation = rig.onTheWire {
            order.append(operation)
            _ = rig.reply()
        }
        #expect(
            order == [
                Self.stop, Self.write, .writeWords(at: 1, [1]), Self.poll, .read(.holding, at: 1, count: 1),
            ]
        )
    }

    @Test(arguments: [(9_600, 4.0), (19_200, 1.99), (38_400, 1.75), (115_200, 1.75)])
    func keepsTheGapBetweenFrames(baud: Int, milliseconds: Double) throws {
        var rig = try ScheduleRig.bus(try ScheduleRig.serial(baud: baud))
        _ = rig.send(Self.poll)
        let (_, effects) = rig.submit(Self.poll)
        #expect(effects.isEmpty)
        #expect(rig.reply().exchange == nil)
        rig.advance(milliseconds: milliseconds - 0.01)
        #expect(rig.handle(.woke).isEmpty)
        #expect(rig.schedule.wakeAt ?? 0 > rig.now)
        rig.advance(milliseconds: 0.03)
        #expect(rig.handle(.woke).exchange != nil)
    }

    @Test func addsTheTimeOnTheWireToASerialTimeout() throws {
        var rig = try ScheduleRig.bus(try ScheduleRig.serial(baud: 1_200))
        _ = rig.submit(.writeWords(at: 0, [UInt16](repeating: 0, count: 123)))
        _ = rig.handle(.opened)
        rig.advance(milliseconds: 40)
        // 255 bytes of 11 bits at 1,200 baud are 2.34 s.
        let nanoseconds = try #require(rig.handle(.woke).exchange?.responseNanoseconds)
        #expect((2_430_000_000...2_440_000_000).contains(nanoseconds))
    }

    @Test func takesTheTimeoutOfTheFunction() throws {
        var rig = try ScheduleRig.bus(ScheduleRig.tcp)
        _ = rig.submit(.read(.input, at: 0, count: 1))
        let exchange = try #require(rig.handle(.opened).exchange)
        #expect(exchange.responseNanoseconds == 40_000_000)
        #expect(exchange.byteMilliseconds == 20)
    }

    @Test func waitsOutALateReplyAndFlushes() throws {
        var rig = try ScheduleRig.bus(try ScheduleRig.serial())
        let first = rig.send(Self.poll)
        let stopNumber = rig.submit(Self.stop, to: "marker", .stop).number
        let effects = rig.handle(.exchanged(.timeout))
        #expect(effects.answers[first]?.code == .noAnswer)
        #expect(effects.exchange == nil)
        rig.advance(milliseconds: 99)
        #expect(rig.handle(.woke).isEmpty, "not even a stop may be answered by a late reply")
        rig.advance(milliseconds: 2)
        let later = rig.handle(.woke)
        #expect(later.first == .flush)
        #expect(later.exchange?.operation == Self.stop)
        #expect(rig.reply().answers[stopNumber] == .outcome(.done))
    }

    @Test func makesAFreshConnectionAfterATimeout() throws {
        var rig = try ScheduleRig.bus(ScheduleRig.tcp)
        _ = rig.send(Self.poll)
        _ = rig.submit(Self.write)
        let effects = rig.handle(.exchanged(.timeout))
        #expect(effects.contains(.close))
        #expect(effects.last == .open)
        #expect(effects.exchange == nil)
        #expect(rig.handle(.opened).exchange?.operation == Self.write)
    }

    @Test func waitsForTheGatewayWhereOneIsStated() throws {
        var rig = try ScheduleRig.bus(ScheduleRig.tcp, lateReplyMilliseconds: 300)
        _ = rig.send(Self.poll)
        _ = rig.submit(Self.write)
        #expect(rig.handle(.exchanged(.timeout)).last == .open)
        #expect(rig.handle(.opened).isEmpty)
        rig.advance(milliseconds: 301)
        #expect(rig.handle(.woke).exchange?.operation == Self.write)
    }

    @Test(
        arguments: [
            (.timeout, .timeout), (.connectionLost("reset"), .connectionLost), (.wrongReply("unit 3"), .wrongReply),
            (.reply([3, 2, 0, 0]), .wrongReply), (.reply([16, 0, 1, 0, 1]), .wrongReply), (.reply([]), .wrongReply),
            (.reply([0x90, 4]), .exception(.deviceFailure)), (.reply([0x90, 5]), .exception(.acknowledge)),
            (.reply([0x90, 11]), .exception(.gatewayTargetSilent)), (.reply([0x90, 99]), .exception(.init(code: 99))),
        ] as [(ModbusExchangeResult, WriteOutcome.InDoubtCause)],
        [true, false]
    )
    func neverSendsAWriteTwice(
        _ row: (result: ModbusExchangeResult, cause: WriteOutcome.InDoubtCause),
        isSerial: Bool
    ) throws {
        var rig = try ScheduleRig.bus(isSerial ? try ScheduleRig.serial() : ScheduleRig.tcp, readAttempts: 5)
        let number = rig.send(Self.write)
        let effects = rig.handle(.exchanged(row.result))
        #expect(effects.answers == [number: .outcome(.inDoubt(row.cause))])
        rig.advance(milliseconds: 10_000)
        #expect(rig.handle(.woke).isEmpty)
        #expect(rig.onTheWire == nil)
    }

    @Test(arguments: [1, 2, 3, 6, 7, 10] as [UInt8])
    func saysWhatADeviceRefused(code: UInt8) throws {
        var rig = try ScheduleRig.bus(ScheduleRig.tcp)
        let number = rig.send(Self.write)
        let effects = rig.handle(.exchanged(.reply([0x90, code])))
        #expect(effects.answers == [number: .outcome(.refused(ModbusException(code: code)))])
        #expect(!effects.contains(.close))
    }

    @Test func sendsAReadAgainAsOftenAsStated() throws {
        var rig = try ScheduleRig.bus(ScheduleRig.tcp, readAttempts: 2)
        let number = rig.send(Self.poll)
        #expect(rig.handle(.exchanged(.timeout)) == [.close, .open])
        #expect(rig.handle(.opened).exchange?.operation == Self.poll)
        let effects = rig.handle(.exchanged(.wrongReply("noise")))
        #expect(effects.answers[number]?.code == .noAnswer)
        #expect(rig.schedule.statistics["press"]?.requests == 2)
    }

    @Test func putsOffWhatWasNotSentButNotForEver() throws {
        var rig = try ScheduleRig.bus(ScheduleRig.tcp)
        let number = rig.send(Self.write)
        for _ in 0..<2 {
            #expect(rig.handle(.exchanged(.notSent("closed"))) == [.close, .open])
            #expect(rig.handle(.opened).exchange?.operation == Self.write)
        }
        #expect(rig.handle(.exchanged(.notSent("closed"))).answers[number]?.code == .busUnavailable)
    }

    @Test func answersEveryoneWhenTheBusDoesNotOpen() throws {
        var rig = try ScheduleRig.bus(ScheduleRig.tcp)
        let first = rig.submit(Self.write).number
        let second = rig.submit(Self.poll, to: "marker").number
        let effects = rig.handle(.openFailed(.busUnavailable, "nobody there"))
        #expect(effects.answers.mapValues(\.code) == [first: .busUnavailable, second: .busUnavailable])
        // For a second nobody waits for a port that isn't there, but a stop is worth a try.
        let (third, refused) = rig.submit(Self.poll)
        #expect(refused.answers[third]?.code == .busUnavailable)
        #expect(rig.submit(Self.stop, .stop).effects == [.open])
        _ = rig.handle(.openFailed(.busUnavailable, "nobody there"))
        rig.advance(milliseconds: 1_001)
        #expect(rig.submit(Self.poll).effects == [.open])
    }

    @Test func givesUpWhatWaitedTooLong() throws {
        var rig = try ScheduleRig.bus(ScheduleRig.tcp)
        _ = rig.send(Self.poll)
        let late = rig.submit(Self.write, waitMilliseconds: 50).number
        let inTime = rig.submit(Self.write, waitMilliseconds: 150).number
        rig.advance(milliseconds: 60)
        let effects = rig.reply()
        #expect(effects.answers[late]?.code == .expired)
        #expect(rig.reply().answers[inTime] == .outcome(.done))
    }

    @Test func endsAfterWhatIsOnTheWire() throws {
        var rig = try ScheduleRig.bus(ScheduleRig.tcp, readAttempts: 3)
        let read = rig.send(Self.poll)
        let waiting = rig.submit(Self.write).number
        #expect(rig.handle(.closed).answers[waiting]?.code == .closed)
        let effects = rig.handle(.exchanged(.timeout))
        #expect(effects.answers[read]?.code == .closed, "it is not sent again")
        #expect(!effects.contains(.open))
    }

    @Test func answersEveryoneAtTheEnd() throws {
        var rig = try ScheduleRig.bus(ScheduleRig.tcp)
        _ = rig.send(Self.poll)
        let waiting = rig.submit(Self.write).number
        _ = rig.schedule.handle(.exchanged(.timeout), at: rig.now)
        let effects = rig.handle(.closed)
        #expect(effects.answers[waiting]?.code == .closed)
        #expect(effects.contains(.close))
        let (late, refused) = rig.submit(Self.poll)
        #expect(refused.answers[late]?.code == .closed)
    }

    @Test func knowsItsDevices() throws {
        var rig = try ScheduleRig.bus(ScheduleRig.tcp)
        let (number, effects) = rig.submit(Self.poll, to: "oven")
        #expect(effects.answers[number]?.code == .invalidConfiguration)
    }
}
