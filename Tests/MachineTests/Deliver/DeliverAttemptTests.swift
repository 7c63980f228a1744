import GPIO
import Machine
import Testing

@Suite("Deliver sequencer: the further attempt")
struct DeliverAttemptTests {
    private func afterSilentTurn() throws -> SequencerBench {
        var bench = try SequencerBench("A2")
        bench.begin()
        bench.turn()
        #expect(bench.at(3_300, .tick) == [.needFurtherIntent(attempt: 2)])
        return bench
    }

    @Test func firesAgainOnlyAfterItsOwnIntent() throws {
        var bench = try afterSilentTurn()
        #expect(bench.firings == 1)
        #expect(bench.at(3_400, .tick).isEmpty)
        #expect(bench.at(3_500, .furtherIntentCommitted) == [bench.on])
        bench.turn(from: 3_500)
        bench.edge(5_400, Fixture.drop, .active)
        bench.edge(5_420, Fixture.drop, .inactive)
        #expect(bench.result?.status == .finished)
        #expect(bench.result?.evidence.firings == 2)
        #expect(bench.result?.evidence.motorOnMilliseconds == 3_600)
        #expect(bench.result?.evidence.dropTimestampMilliseconds == 5_400)
    }

    @Test func failsAfterTheLastAttemptWithoutAskingAgain() throws {
        var bench = try afterSilentTurn()
        bench.at(3_500, .furtherIntentCommitted)
        bench.turn(from: 3_500)
        bench.at(6_800, .tick)
        #expect(bench.result?.reason == .noDrop)
        #expect(bench.result?.evidence.firings == 2)
    }

    @Test func firesOnceForOneIntentCommittedTwice() throws {
        var bench = try afterSilentTurn()
        bench.at(3_500, .furtherIntentCommitted)
        #expect(bench.at(3_600, .furtherIntentCommitted).isEmpty)
        bench.turn(from: 3_500)
        bench.at(6_800, .furtherIntentCommitted)
        #expect(bench.firings == 2)
    }

    @Test func aRefusedIntentEndsTheDelivery() throws {
        var bench = try afterSilentTurn()
        bench.at(3_400, .furtherIntentRefused)
        #expect(bench.result?.status == .failed)
        #expect(bench.result?.reason == .noDrop)
        #expect(bench.firings == 1)
    }

    @Test func anIntentThatDoesNotComeEndsTheDelivery() throws {
        var bench = try afterSilentTurn()
        bench.at(3_300 + DeliverSequencer.furtherIntentWaitMilliseconds, .furtherIntentCommitted)
        #expect(bench.result?.reason == .noDrop)
        #expect(bench.firings == 1)
    }

    @Test func lateGoodsEndTheWaitForTheIntent() throws {
        var bench = try afterSilentTurn()
        bench.edge(3_400, Fixture.drop, .active)
        bench.edge(3_420, Fixture.drop, .inactive)
        #expect(bench.result?.status == .finished)
        #expect(bench.at(3_500, .furtherIntentCommitted).isEmpty)
    }

    @Test func waitsUntilTheMotorHasRested() throws {
        var profile = Fixture.profile
        profile.lanes[1].minimumOffMilliseconds = 2_000
        var bench = try SequencerBench("A2", profile: profile)
        bench.begin()
        bench.turn()
        bench.at(3_300, .tick)
        #expect(bench.at(3_400, .furtherIntentCommitted).isEmpty)
        #expect(bench.sequencer.nextDeadline(after: 0) == SequencerBench.time(3_800))
        #expect(bench.at(3_800, .tick) == [bench.on])
    }

    @Test func lateGoodsEndTheRest() throws {
        var profile = Fixture.profile
        profile.lanes[1].minimumOffMilliseconds = 2_000
        var bench = try SequencerBench("A2", profile: profile)
        bench.begin()
        bench.turn()
        bench.at(3_300, .tick)
        bench.at(3_400, .furtherIntentCommitted)
        bench.edge(3_500, Fixture.drop, .active)
        bench.edge(3_520, Fixture.drop, .inactive)
        #expect(bench.result?.status == .finished)
        #expect(bench.firings == 1)
    }

    @Test func aLaneWithOneAttemptNeverAsks() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.turn()
        bench.at(3_300, .tick)
        #expect(bench.finishes == 1)
        #expect(bench.firings == 1)
    }

    @Test func neverAsksWithoutHomeSeen() throws {
        var bench = try SequencerBench("A2")
        bench.begin()
        bench.edge(300, Fixture.home("A2"), .inactive)
        bench.at(3_000, .tick)
        bench.at(4_500, .tick)
        #expect(bench.result?.reason == .jam)
    }

    @Test(arguments: [
        DeliverSequencer.Event.missedEdges(Fixture.drop), .missedEdges(Fixture.home("A2")), .stop(.safeOutputs),
        .edge(Fixture.door, .inactive, timestamp: SequencerBench.time(2_000)),
    ])
    func neverAsksAfterADisturbance(_ event: DeliverSequencer.Event) throws {
        var bench = try SequencerBench("A2")
        bench.begin()
        bench.turn()
        bench.at(2_000, event)
        bench.at(3_300, .tick)
        #expect(bench.finishes == 1)
        #expect(bench.firings == 1)
    }

    @Test func aDoorThatOpensWhileWaitingLeavesItInDoubt() throws {
        var bench = try afterSilentTurn()
        bench.edge(3_400, Fixture.door, .inactive)
        #expect(bench.result?.reason == .interlockOpened)
        #expect(bench.at(3_500, .furtherIntentCommitted).isEmpty)
    }

    @Test func aStopWhileWaitingKeepsTheSilentVerdict() throws {
        var bench = try afterSilentTurn()
        bench.at(3_400, .stop(.shutdown))
        #expect(bench.result?.status == .failed)
        #expect(bench.result?.reason == .noDrop)
    }
}
