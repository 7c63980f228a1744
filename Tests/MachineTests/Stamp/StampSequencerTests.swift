import Machine
import Testing

@Suite("Stamp sequencer")
struct StampSequencerTests {
    @Test func stampsAUnitInTheOrderOfTheContract() {
        var bench = StampBench()
        let look = StationReading.registers(of: bench.station)
        let marker = bench.station.marker
        #expect(bench.at(0, .begin(heartbeatAlive: true)) == [.read(1, look)])
        #expect(bench.read(10) == [.needIntent(StampBench.intent)])
        #expect(
            bench.at(20, .intentCommitted) == [
                .write(
                    2,
                    [
                        RegisterWrite("length", .number(4)), RegisterWrite("payload", .text("SN-1")),
                        RegisterWrite("crc", .number(SerialPayload("SN-1", maximumBytes: 20)?.crc ?? 0)),
                    ]
                )
            ]
        )
        #expect(bench.wrote(30, .done) == [.read(3, marker.payloadBlock + look)])
        #expect(bench.read(40) == [.started, .write(4, StampBench.command)])
        #expect(bench.wrote(50, .done) == [.read(5, look)])
        bench.registers["taken"] = .number(8)
        #expect(bench.read(60) == [])
        #expect(bench.at(80, .tick) == [.read(6, look)])
        bench.acknowledge()
        #expect(bench.read(90) == [.read(7, ["readBack"])])
        #expect(bench.read(100) == [])
        bench.registers["readBack"] = .text("SN-1")
        bench.read(120)
        #expect(bench.result?.status == .commissioned)
        #expect(bench.result?.reason == nil)
        #expect(bench.sequencer.isFinished)
        let evidence = bench.result?.evidence
        #expect(evidence?.sequence == 8)
        #expect(evidence?.commandWrites == 1)
        #expect(evidence?.takenSequence == 8)
        #expect(evidence?.acknowledgedSequence == 8)
        #expect(evidence?.echoedHash == StampBench.intent.hash)
        #expect(evidence?.readBack == "SN-1")
        #expect(evidence?.markMilliseconds == 50)
        #expect(evidence?.rejected == false)
    }

    @Test func nothingComesAfterTheResult() {
        var bench = StampBench()
        bench.at(0, .begin(heartbeatAlive: false))
        #expect(bench.result?.reason == .heartbeatLost)
        for event in [
            StampSequencer.Event.begin(heartbeatAlive: true), .intentCommitted, .intentRefused,
            .read(0, bench.registers),
            .readFailed(0), .wrote(0, .done), .stop, .tick, .heartbeat(alive: false),
        ] {
            #expect(bench.at(99_999, event) == [], "\(event)")
        }
        #expect(bench.sequencer.nextDeadline(after: 0) == nil)
    }

    /// What keeps a unit from starting, and what the registers or the agent have to be like for it.
    @Test(
        arguments: [
            (StampReason.notExecuting, "state", 11), (.notExecuting, "state", 9), (.notExecuting, "state", 0),
            (.busy, "acknowledged", 6), (.commandPending, "command", 8),
        ] as [(StampReason, String, UInt32)]
    )
    func doesNotStart(_ reason: StampReason, _ register: String, _ number: UInt32) {
        var bench = StampBench()
        bench.registers[register] = .number(number)
        bench.at(0, .begin(heartbeatAlive: true))
        bench.read(10)
        #expect(bench.result == StampResult(.cannotStart, reason, evidence: bench.result?.evidence ?? StampEvidence()))
        #expect(bench.commands == 0)
        #expect(bench.rejects == 0)
    }

    @Test(arguments: ["", "SN 1", "SÄ", "123456789012345678901", "a\u{7F}"])
    func refusesASerialThatCannotTravel(_ serial: String) {
        var bench = StampBench(serial: serial)
        bench.at(0, .begin(heartbeatAlive: true))
        #expect(bench.result?.reason == .serialUnusable)
    }

    @Test func doesNotStartWhenTheCountersCannotBeRead() {
        var bench = StampBench()
        bench.at(0, .begin(heartbeatAlive: true))
        bench.registers["boots"] = nil
        for time in stride(from: 100, to: 5_000, by: 100) { bench.read(time) }
        #expect(bench.result == nil)
        bench.at(5_000, .tick)
        #expect(bench.result?.reason == .countersUnknown)
        #expect(bench.result?.status == .cannotStart)
    }

    @Test func doesNotStartWithoutItsIntent() {
        for event in [StampSequencer.Event.intentRefused, .tick] {
            var bench = StampBench()
            bench.at(0, .begin(heartbeatAlive: true))
            bench.read(10)
            bench.at(5_010, event)
            #expect(bench.result?.reason == .intentRefused)
            #expect(bench.commands == 0)
        }
    }

    /// What may change between the intent and the command.
    @Test(
        arguments: [
            (StampReason.countersMoved, "taken", 8), (.countersMoved, "acknowledged", 6), (.countersMoved, "boots", 4),
            (.countersMoved, "command", 8), (.notExecuting, "state", 10),
        ] as [(StampReason, String, UInt32)]
    )
    func looksOnceMoreBeforeTheCommand(_ reason: StampReason, _ register: String, _ number: UInt32) {
        var bench = StampBench()
        bench.at(0, .begin(heartbeatAlive: true))
        bench.read(10)
        bench.at(20, .intentCommitted)
        bench.wrote(30, .done)
        bench.registers[register] = .number(number)
        bench.read(40)
        #expect(bench.result?.status == .cannotStart)
        #expect(bench.result?.reason == reason)
        #expect(bench.commands == 0)
    }

    @Test func aHeartbeatLostBeforeTheCommandKeepsItBack() {
        var bench = StampBench()
        bench.at(0, .begin(heartbeatAlive: true))
        bench.read(10)
        bench.at(20, .intentCommitted)
        bench.at(25, .heartbeat(alive: false))
        bench.wrote(30, .done)
        bench.read(40)
        #expect(bench.result?.reason == .heartbeatLost)
        #expect(bench.result?.evidence.heartbeatLost == true)
        #expect(bench.commands == 0)
    }

    @Test func readsAPayloadInDoubtBackInsteadOfWritingItAgain() {
        var bench = StampBench()
        bench.at(0, .begin(heartbeatAlive: true))
        bench.read(10)
        bench.at(20, .intentCommitted)
        guard case .write(_, let payload) = bench.effects.last else { return #expect(Bool(false), "no payload") }
        bench.wrote(30, .inDoubt)
        bench.read(40)
        #expect(bench.result == nil)
        for write in payload { bench.registers[write.name] = write.value }
        bench.read(60)
        #expect(bench.commands == 1)
    }

    @Test func waitsForALatePayloadToTheDeadline() {
        for outcome in [WriteOutcome.inDoubt, .refused] {
            var bench = StampBench()
            bench.at(0, .begin(heartbeatAlive: true))
            bench.read(10)
            bench.at(20, .intentCommitted)
            bench.wrote(30, outcome)
            for time in stride(from: 100, to: 5_000, by: 100) { bench.read(time) }
            #expect(bench.result == nil)
            bench.at(5_030, .tick)
            #expect(bench.result?.reason == .payloadNotWritten)
            #expect(bench.commands == 0)
        }
    }

    @Test func aStopEndsAtOnceWhatIsNotCommanded() {
        var bench = StampBench()
        bench.at(0, .begin(heartbeatAlive: true))
        bench.at(5, .stop)
        #expect(bench.result?.reason == .stopped)
        #expect(bench.result?.status == .cannotStart)
    }

    @Test func aStopWaitsForAPayloadUnderWay() {
        var bench = StampBench()
        bench.at(0, .begin(heartbeatAlive: true))
        bench.read(10)
        bench.at(20, .intentCommitted)
        bench.at(25, .stop)
        #expect(bench.result == nil)
        bench.wrote(30, .done)
        bench.read(40)
        #expect(bench.result?.reason == .stopped)
        #expect(bench.commands == 0)
    }

    @Test func aStopLetsACommandedUnitEnd() {
        var bench = StampBench()
        bench.untilCommand()
        bench.at(45, .stop)
        bench.wrote(50, .done)
        bench.acknowledge()
        bench.read(60)
        bench.registers["readBack"] = .text("SN-1")
        bench.read(90)
        #expect(bench.result?.status == .commissioned)
    }

    @Test func countsOnAfterTheLastNumberAndNeverUsesZero() {
        for (taken, next) in [(0, 1), (1, 2), (65_534, 65_535), (65_535, 1)] as [(UInt32, UInt32)] {
            var bench = StampBench()
            for name in ["command", "taken", "acknowledged", "reject"] { bench.registers[name] = .number(taken) }
            bench.at(0, .begin(heartbeatAlive: true))
            bench.read(10)
            guard case .needIntent(let intent) = bench.effects.last else { return #expect(Bool(false), "no intent") }
            #expect(intent.sequence == next)
            #expect(intent.rejectSequence == next)
        }
    }
}
