import Machine
import Testing

@Suite("Simulated PLC")
struct SimulatedPLCTests {
    private static let origin: UInt64 = 5_000_000_000

    /// A PLC in Execute, and the time in milliseconds since.
    private struct Bench {
        var plc: SimulatedPLC
        var start: UInt64

        init(_ fault: StationFault? = nil, retentive: Bool = true) {
            let modbus = StationFixture.modbus(retentive: retentive)
            let script = FaultScript(stations: fault.map { ["S1": .init($0)] } ?? [:])
            plc = SimulatedPLC(station: modbus.stations[0], of: modbus, script: script, now: SimulatedPLCTests.origin)
            start = plc.bringToExecute(at: SimulatedPLCTests.origin)
        }

        func time(_ milliseconds: Int) -> UInt64 { start + UInt64(milliseconds) * 1_000_000 }

        mutating func number(_ name: String, at milliseconds: Int) -> UInt32? {
            plc.read([name], at: time(milliseconds))?[name]?.number
        }

        mutating func text(_ name: String, at milliseconds: Int) -> String? {
            plc.read([name], at: time(milliseconds))?[name]?.text
        }

        mutating func load(_ serial: String, crc: UInt32? = nil, at milliseconds: Int) {
            guard let payload = SerialPayload(serial, maximumBytes: 20) else { return }
            let writes = [
                RegisterWrite("length", .number(payload.length)), RegisterWrite("payload", .text(serial)),
                RegisterWrite("crc", .number(crc ?? payload.crc)),
            ]
            #expect(plc.write(writes, at: time(milliseconds)) == .done)
        }

        @discardableResult
        mutating func command(_ sequence: UInt32, at milliseconds: Int) -> WriteOutcome? {
            plc.write([RegisterWrite("command", .number(sequence))], at: time(milliseconds))
        }

        mutating func beat(_ number: UInt32, at milliseconds: Int) {
            _ = plc.write([RegisterWrite("ours", .number(number))], at: time(milliseconds))
        }
    }

    @Test func marksOnceAndSaysSo() {
        var bench = Bench()
        bench.load("SN-1", at: 0)
        #expect(bench.command(1, at: 1) == .done)
        #expect(bench.number("taken", at: 5) == 0)
        #expect(bench.number("taken", at: 6) == 1)
        #expect(bench.plc.firings == 0)
        #expect(bench.number("acknowledged", at: 21) == 0)
        #expect(bench.plc.marks == ["SN-1": 1])
        #expect(bench.number("acknowledged", at: 421) == 1)
        #expect(bench.number("result", at: 421) == MarkResult.marked.rawValue)
        #expect(bench.number("hash", at: 421) == SerialPayload.hash(of: "SN-1"))
        #expect(bench.text("readBack", at: 620) == "")
        #expect(bench.text("readBack", at: 621) == "SN-1")
        #expect(bench.command(1, at: 622) == .done)
        bench.plc.advance(to: bench.time(900))
        #expect(bench.plc.firings == 1)
    }

    @Test(arguments: [0, 2, 7, 65_535] as [UInt32])
    func ignoresEveryNumberButTheNext(_ sequence: UInt32) {
        var bench = Bench()
        bench.load("SN-1", at: 0)
        bench.command(sequence, at: 1)
        bench.plc.advance(to: bench.time(900))
        #expect(bench.number("taken", at: 900) == 0)
        #expect(bench.plc.firings == 0)
    }

    @Test func doesNotFireAPayloadThatDoesNotFitItsCRC() {
        var bench = Bench()
        bench.load("SN-1", crc: 1, at: 0)
        bench.command(1, at: 1)
        #expect(bench.number("acknowledged", at: 900) == 1)
        #expect(bench.number("result", at: 900) == MarkResult.crcMismatch.rawValue)
        #expect(bench.plc.firings == 0)
    }

    @Test func takesACommandOnlyInExecute() {
        var bench = Bench()
        let held = bench.plc.command(.hold, at: bench.time(0))
        #expect(held)
        bench.load("SN-1", at: 20)
        bench.command(1, at: 21)
        #expect(bench.number("taken", at: 400) == 0)
        let unheld = bench.plc.command(.unhold, at: bench.time(400))
        #expect(unheld)
        #expect(bench.number("taken", at: 420) == 1)
    }

    @Test func dropsToHeldWhenOurHeartbeatStops() {
        var bench = Bench()
        for time in stride(from: 0, through: 2_000, by: 200) { bench.beat(UInt32(time), at: time) }
        #expect(bench.number("state", at: 2_999) == PackMLState.execute.rawValue)
        #expect(bench.number("state", at: 3_000) == PackMLState.holding.rawValue)
        #expect(bench.number("state", at: 3_010) == PackMLState.held.rawValue)
        let beat = bench.number("theirs", at: 3_000) ?? 0
        #expect(bench.number("theirs", at: 3_200) == beat + 1)
    }

    @Test func abortsWhenNobodyAsksWithinItsOutputWatchdog() {
        var bench = Bench()
        #expect(bench.plc.write([RegisterWrite("watchdog", .number(500))], at: bench.time(0)) == .done)
        #expect(bench.number("watchdog", at: 1) == 500)
        bench.plc.advance(to: bench.time(500))
        #expect(!bench.plc.watchdogTripped)
        bench.plc.advance(to: bench.time(502))
        #expect(bench.plc.watchdogTripped)
        #expect(bench.plc.packML == .aborting)
    }

    @Test func keepsItsCountersOverALossOfPower() {
        var bench = Bench(.powerLoss(afterMilliseconds: 100))
        bench.load("SN-1", at: 0)
        bench.command(1, at: 1)
        bench.plc.advance(to: bench.time(106))
        #expect(!bench.plc.isRunning)
        #expect(bench.number("taken", at: 200) == nil)
        #expect(bench.command(2, at: 200) == nil)
        #expect(bench.plc.marks == ["SN-1": 1])
        #expect(bench.number("taken", at: 500) == 1)
        #expect(bench.number("acknowledged", at: 500) == 0)
        #expect(bench.number("boots", at: 500) == 1)
        #expect(bench.text("payload", at: 500) == "")
        #expect(bench.number("state", at: 500) == PackMLState.aborted.rawValue)
        #expect(bench.number("identity", at: 500) == 4_242)
        let running = bench.plc.bringToExecute(at: bench.time(500))
        #expect(bench.plc.packML == .execute)
        #expect(bench.plc.read(["acknowledged"], at: running) == ["acknowledged": .number(1)])
        #expect(bench.plc.read(["result"], at: running) == ["result": .number(MarkResult.interrupted.rawValue)])
        #expect(bench.plc.firings == 1)
    }

    @Test func losesThemWhenItIsNotRetentive() {
        var bench = Bench(.powerLoss(afterMilliseconds: 100), retentive: false)
        bench.load("SN-1", at: 0)
        bench.command(1, at: 1)
        #expect(bench.number("taken", at: 500) == 0)
        #expect(bench.number("boots", at: 500) == 0)
    }

    @Test func aPowerLossBeforeTheMarkerFiresLeavesTheNumberLatched() {
        var bench = Bench(.powerLoss(afterMilliseconds: 10))
        bench.load("SN-1", at: 0)
        bench.command(1, at: 1)
        #expect(bench.number("taken", at: 500) == 1)
        #expect(bench.plc.firings == 0)
        _ = bench.plc.bringToExecute(at: bench.time(500))
        bench.load("SN-1", at: 700)
        bench.command(1, at: 701)
        bench.plc.advance(to: bench.time(900))
        #expect(bench.plc.firings == 0)
    }

    @Test func breaksAsTheScriptSays() {
        var echo = Bench(.wrongEcho)
        echo.load("SN-1", at: 0)
        echo.command(1, at: 1)
        #expect(echo.number("hash", at: 900) == ~SerialPayload.hash(of: "SN-1"))
        var stuck = Bench(.stuckBusy)
        stuck.load("SN-1", at: 0)
        stuck.command(1, at: 1)
        #expect(stuck.number("acknowledged", at: 990) == 0)
        #expect(stuck.plc.firings == 1)
        var blind = Bench(.unreadable)
        blind.load("SN-1", at: 0)
        blind.command(1, at: 1)
        #expect(blind.text("readBack", at: 990) == "")
        #expect(blind.number("acknowledged", at: 990) == 1)
        var misread = Bench(.misread)
        misread.load("SN-1", at: 0)
        misread.command(1, at: 1)
        #expect(misread.text("readBack", at: 990) == "1-NS?")
        var silent = Bench(.heartbeatStops)
        silent.load("SN-1", at: 0)
        silent.command(1, at: 1)
        let beat = silent.number("theirs", at: 100)
        #expect(silent.number("theirs", at: 990) == beat)
    }

    @Test func spoilsOneAnswerForTheBus() {
        for (fault, reply) in [
            (StationFault.lateReply(milliseconds: 70), ReplyFault.late(milliseconds: 70)), (.lostReply, .lost),
        ] {
            var bench = Bench(fault)
            bench.load("SN-1", at: 0)
            #expect(bench.plc.takeReplyFault(forWriteOf: ["length", "payload", "crc"]) == nil)
            bench.command(1, at: 1)
            #expect(bench.plc.takeReplyFault(forWriteOf: ["command"]) == reply)
            bench.command(1, at: 2)
            #expect(bench.plc.takeReplyFault(forWriteOf: ["command"]) == nil)
        }
    }

    @Test func aFaultLastsAsManyCommandsAsItSays() {
        var bench = Bench()
        bench.plc.setFault(FaultScript.StationEntry(.wrongEcho, commands: 1))
        for (sequence, start) in [(1, 0), (2, 900)] as [(UInt32, Int)] {
            bench.load("SN-\(sequence)", at: start)
            bench.command(sequence, at: start + 1)
            bench.beat(sequence, at: start + 2)
            let hash = bench.number("hash", at: start + 800)
            #expect((hash == SerialPayload.hash(of: "SN-\(sequence)")) == (sequence == 2))
        }
    }

    @Test func theGateCounts() {
        var bench = Bench()
        for (number, rejections) in [(1, 1), (1, 1), (3, 1), (4, 2)] as [(UInt32, Int)] {
            #expect(bench.plc.write([RegisterWrite("reject", .number(number))], at: bench.time(0)) == .done)
            #expect(bench.plc.rejections == rejections)
        }
    }

    @Test func refusesWhatIsNotTheAgentsToWrite() {
        var bench = Bench()
        let writes: [RegisterWrite] = [
            RegisterWrite("taken", .number(1)), RegisterWrite("nobody", .number(1)), RegisterWrite("crc", .text("a")),
            RegisterWrite("crc", .number(65_536)), RegisterWrite("payload", .number(1)),
            RegisterWrite("payload", .text(String(repeating: "a", count: 21))), RegisterWrite("identity", .number(1)),
        ]
        for write in writes {
            #expect(bench.plc.write([RegisterWrite("length", .number(9)), write], at: bench.time(0)) == .refused)
            #expect(bench.number("length", at: 0) == 0)
        }
        #expect(bench.plc.read(["nobody"], at: bench.time(0)) == nil)
    }

    @Test func allowsOnlyTheCommandsOfItsState() {
        for state in PackMLState.allCases {
            #expect((PackMLCommand.start.transition(from: state) != nil) == (state == .idle))
            #expect((PackMLCommand.clear.transition(from: state) != nil) == (state == .aborted))
            let isAborted = state == .aborted || state == .aborting
            #expect((PackMLCommand.abort.transition(from: state) != nil) == !isAborted)
        }
        var bench = Bench()
        let started = bench.plc.command(.start, at: bench.time(0))
        #expect(!started)
    }
}
