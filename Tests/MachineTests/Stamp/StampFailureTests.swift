import Machine
import Testing

@Suite("Stamp sequencer: after the command")
struct StampFailureTests {
    /// A bench whose command was written, with this outcome, at 50.
    private func commanded(_ outcome: WriteOutcome = .done, retentive: Bool = true) -> StampBench {
        var bench = StampBench(retentive: retentive)
        bench.untilCommand()
        bench.wrote(50, outcome)
        return bench
    }

    private func expectScrapped(_ bench: inout StampBench, _ reason: StampReason) {
        #expect(bench.result == nil)
        #expect(bench.rejects == 1)
        bench.wrote(9_000, .done)
        #expect(bench.result?.status == .scrapped)
        #expect(bench.result?.reason == reason)
        #expect(bench.result?.evidence.rejected == true)
    }

    @Test func writesTheSameNumberAgainOnlyWhenTheCountersProveThatItWasNotTaken() {
        var bench = commanded(.inDoubt)
        #expect(bench.read(60) == [.write(6, StampBench.command)])
        bench.wrote(70, .done)
        bench.acknowledge()
        bench.read(80)
        bench.registers["readBack"] = .text("SN-1")
        bench.read(110)
        #expect(bench.result?.status == .commissioned)
        #expect(bench.result?.evidence.commandWrites == 2)
    }

    /// What must be as it was for a second write: one line each, and none may be missing.
    @Test func neverWritesAgainOtherwise() {
        let changes: [(String, @Sendable (inout StampBench) -> Void)] = [
            ("it was taken", { $0.registers["taken"] = .number(8) }),
            ("it is in the PLC", { $0.registers["command"] = .number(8) }),
            ("the PLC restarted", { $0.registers["boots"] = .number(4) }),
            ("the counters are elsewhere", { $0.registers["taken"] = .number(9) }),
            ("the line does not run", { $0.registers["state"] = .number(11) }),
            ("the line was aborted", { $0.registers["state"] = .number(9) }),
            ("the heartbeat is lost", { $0.at(55, .heartbeat(alive: false)) }),
            ("a stop was asked for", { $0.at(55, .stop) }),
        ]
        for (words, change) in changes {
            var bench = commanded(.inDoubt)
            change(&bench)
            for time in stride(from: 60, through: 3_100, by: 40) { bench.read(time) }
            #expect(bench.commands == 1, "\(words)")
            #expect(bench.rejects >= 1, "\(words)")
        }
    }

    @Test func neverWritesAgainToAPLCThatForgets() {
        var bench = commanded(.inDoubt, retentive: false)
        for time in stride(from: 60, through: 3_100, by: 40) { bench.read(time) }
        #expect(bench.commands == 1)
        expectScrapped(&bench, .inDoubt)
    }

    @Test func writesAtMostThreeTimes() {
        var bench = commanded(.inDoubt)
        for time in stride(from: 60, through: 3_100, by: 40) {
            bench.read(time)
            bench.at(time + 5, .wrote(bench.request, .inDoubt))
        }
        #expect(bench.commands == StampSequencer.maximumWrites)
        #expect(bench.result == nil || bench.result?.reason == .notTaken)
    }

    @Test func doesNotWriteAgainWhatWasConfirmedOrRefused() {
        var confirmed = commanded(.done)
        confirmed.registers["command"] = .number(7)
        for time in stride(from: 60, through: 3_100, by: 40) { confirmed.read(time) }
        #expect(confirmed.commands == 1)
        expectScrapped(&confirmed, .notTaken)
        var refused = commanded(.refused)
        for time in stride(from: 60, through: 3_100, by: 40) { refused.read(time) }
        #expect(refused.commands == 1)
        expectScrapped(&refused, .commandRefused)
    }

    @Test func aWriteWithoutAnyAnswerIsInDoubt() {
        var bench = StampBench()
        bench.untilCommand()
        bench.at(1_039, .tick)
        #expect(bench.commands == 1)
        bench.at(1_040, .tick)
        bench.acknowledge()
        bench.read(1_050)
        bench.registers["readBack"] = .text("SN-1")
        bench.read(1_080)
        #expect(bench.result?.status == .commissioned)
    }

    @Test(
        arguments: [
            (StampReason.crcMismatch, MarkResult.crcMismatch), (.markerFault, .markerFault),
            (.interrupted, .interrupted), (.wrongHash, .nothing),
        ] as [(StampReason, MarkResult)]
    )
    func scrapsWhatThePLCSaysIsNotMarked(_ reason: StampReason, _ result: MarkResult) {
        var bench = commanded()
        bench.acknowledge(result: result)
        bench.read(60)
        expectScrapped(&bench, reason)
    }

    @Test func scrapsAnotherHashAndAnUnknownResult() {
        var other = commanded()
        other.acknowledge(hash: StampBench.intent.hash ^ 1)
        other.read(60)
        expectScrapped(&other, .wrongHash)
        var unknown = commanded()
        unknown.acknowledge()
        unknown.registers["result"] = .number(77)
        unknown.read(60)
        expectScrapped(&unknown, .unknownResult)
    }

    @Test func scrapsAfterARestartUnlessTheAnswerSurvivedIt() {
        var gone = commanded()
        gone.registers["boots"] = .number(4)
        gone.read(60)
        expectScrapped(&gone, .restarted)
        var forgotten = commanded()
        forgotten.acknowledge(result: .nothing, hash: 0)
        forgotten.registers["boots"] = .number(4)
        forgotten.read(60)
        expectScrapped(&forgotten, .restarted)
        var kept = commanded()
        kept.acknowledge()
        kept.registers["boots"] = .number(4)
        kept.read(60)
        #expect(kept.rejects == 0)
    }

    @Test func scrapsWhatIsNotAcknowledgedInTime() {
        var stuck = commanded()
        stuck.registers["taken"] = .number(8)
        for time in stride(from: 60, through: 3_000, by: 40) { stuck.read(time) }
        #expect(stuck.rejects == 0)
        stuck.at(3_040, .tick)
        expectScrapped(&stuck, .markTimeout)
        var silent = commanded()
        silent.at(3_040, .tick)
        expectScrapped(&silent, .inDoubt)
    }

    @Test func scrapsWhatIsUnderWayWhenTheLineIsAborted() {
        for state in [PackMLState.aborting, .aborted] {
            var bench = commanded()
            bench.registers["taken"] = .number(8)
            bench.registers["state"] = .number(state.rawValue)
            bench.read(60)
            expectScrapped(&bench, .aborted)
        }
    }

    @Test func aHeldLineKeepsTheUnit() {
        var bench = commanded()
        bench.registers["taken"] = .number(8)
        bench.registers["state"] = .number(PackMLState.held.rawValue)
        bench.at(55, .heartbeat(alive: false))
        bench.read(60)
        bench.acknowledge()
        bench.read(90)
        bench.registers["readBack"] = .text("SN-1")
        bench.read(120)
        #expect(bench.result?.status == .commissioned)
        #expect(bench.result?.evidence.heartbeatLost == true)
    }

    @Test func commissionsOnlyWhatWasReadBackRight() {
        var mismatch = commanded()
        mismatch.acknowledge()
        mismatch.read(60)
        mismatch.registers["readBack"] = .text("SN-I")
        mismatch.read(90)
        expectScrapped(&mismatch, .readBackMismatch)
        #expect(mismatch.result?.evidence.readBack == "SN-I")
        var unreadable = commanded()
        unreadable.acknowledge()
        unreadable.read(60)
        for time in stride(from: 90, to: 1_060, by: 40) { unreadable.read(time) }
        #expect(unreadable.rejects == 0)
        unreadable.at(1_060, .tick)
        expectScrapped(&unreadable, .unreadable)
    }

    @Test func readsTheGateBackBeforeItIsToldAgain() {
        var bench = commanded()
        bench.acknowledge(result: .markerFault)
        bench.read(60)
        #expect(bench.at(70, .wrote(bench.request, .inDoubt)).count == 1)
        #expect(bench.rejects == 1)
        bench.read(80)
        #expect(bench.rejects == 2)
        bench.at(90, .wrote(bench.request, .inDoubt))
        bench.registers["reject"] = .number(5)
        bench.read(100)
        #expect(bench.rejects == 2)
        #expect(bench.result?.evidence.rejected == true)
        #expect(bench.result?.reason == .markerFault)
    }

    @Test func saysWhenTheGateWasNotTold() {
        var refused = commanded()
        refused.acknowledge(result: .markerFault)
        refused.read(60)
        refused.wrote(70, .refused)
        #expect(refused.result?.evidence.rejected == false)
        var silent = commanded()
        silent.acknowledge(result: .markerFault)
        silent.read(60)
        for time in stride(from: 100, through: 5_100, by: 100) { silent.at(time, .tick) }
        #expect(silent.result?.status == .scrapped)
        #expect(silent.result?.evidence.rejected == false)
    }

    @Test func endsWithinTheLongestStamp() {
        let modbus = StationFixture.modbus()
        // 4 exchanges of 5000, twice the mark timeout of 3000, the read timeout of 1000
        #expect(modbus.longestStampMilliseconds(of: modbus.stations[0]) == 27_000)
    }
}
