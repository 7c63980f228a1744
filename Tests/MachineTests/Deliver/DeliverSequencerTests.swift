import GPIO
import Testing

@testable import Machine

@Suite("Deliver sequencer: the way through")
struct DeliverSequencerTests {
    @Test func turnsOnceAndFinishesWhenGoodsFallDuringTheTurn() throws {
        var bench = try SequencerBench("A1")
        #expect(bench.at(0, .begin(Fixture.ready)) == [bench.on, .started])
        #expect(bench.edge(300, Fixture.home("A1"), .inactive).isEmpty)
        #expect(bench.edge(1_400, Fixture.drop, .active).isEmpty)
        #expect(bench.edge(1_420, Fixture.drop, .inactive).isEmpty)
        let last = bench.edge(1_800, Fixture.home("A1"), .active)
        #expect(last.first == bench.off)
        let result = try #require(bench.result)
        #expect(result.status == .finished)
        #expect(result.reason == nil)
        var evidence = DeliveryEvidence()
        evidence.firings = 1
        evidence.motorOnMilliseconds = 1_800
        evidence.homeSeen = true
        evidence.homeAtEnd = true
        evidence.dropSeen = true
        evidence.dropTimestampMilliseconds = 1_400
        evidence.dropEdges = 1
        #expect(result.evidence == evidence)
    }

    @Test func finishesWhenGoodsFallInTheDropWindow() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.turn()
        #expect(bench.result == nil)
        #expect(bench.sequencer.nextDeadline(after: 0) == SequencerBench.time(3_300))
        bench.edge(3_200, Fixture.drop, .active)
        #expect(bench.result == nil)
        bench.edge(3_220, Fixture.drop, .inactive)
        #expect(bench.result?.status == .finished)
        #expect(bench.result?.evidence.dropTimestampMilliseconds == 3_200)
        #expect(bench.result?.evidence.dropSensorActiveAtEnd == false)
    }

    @Test func countsADropThatIsReadAfterTheWindowHasPassed() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.turn()
        bench.edge(3_290, Fixture.drop, .active, late: 500)
        bench.at(3_800, .tick)
        bench.at(4_200, .tick)
        #expect(bench.result?.status == .finished)
    }

    @Test func failsWithNoDropWhenTheTurnIsDoneAndNothingFalls() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.turn()
        #expect(bench.at(3_299, .tick).isEmpty)
        bench.at(3_300, .tick)
        #expect(bench.result?.status == .failed)
        #expect(bench.result?.reason == .noDrop)
        #expect(bench.firings == 1)
    }

    @Test func failsWithJamWhenHomeIsLeftAndNotSeenAgain() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.edge(300, Fixture.home("A1"), .inactive)
        #expect(bench.sequencer.nextDeadline(after: 0) == SequencerBench.time(3_000))
        #expect(bench.at(3_000, .tick) == [bench.off])
        bench.at(4_500, .tick)
        #expect(bench.result?.status == .failed)
        #expect(bench.result?.reason == .jam)
        #expect(bench.result?.evidence.homeAtEnd == false)
    }

    @Test func failsWithHomeTimeoutWhenTheMotorNeverLeavesHome() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        #expect(bench.at(3_000, .tick) == [bench.off])
        bench.at(4_500, .tick)
        #expect(bench.result?.reason == .homeTimeout)
        #expect(bench.result?.evidence.homeAtEnd == true)
    }

    @Test func finishesAtTheTimeoutWhenGoodsFellButHomeIsNeverSeen() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.edge(300, Fixture.home("A1"), .inactive)
        bench.edge(1_400, Fixture.drop, .active)
        bench.edge(1_420, Fixture.drop, .inactive)
        bench.at(3_000, .tick)
        #expect(bench.result?.status == .finished)
        #expect(bench.result?.evidence.homeSeen == false)
    }

    @Test func neverDrivesLongerThanMaxOnEvenWhenTheHomeTimeoutIsLonger() throws {
        var profile = Fixture.profile
        profile.lanes[0].maxOnMilliseconds = 2_000
        var bench = try SequencerBench("A1", profile: profile)
        bench.begin()
        #expect(bench.at(1_999, .tick).isEmpty)
        #expect(bench.at(2_000, .tick) == [bench.off])
    }

    @Test func drivesALaneWithoutHomeSwitchForItsPulse() throws {
        var bench = try SequencerBench("A3")
        bench.begin()
        #expect(bench.at(1_000, .tick) == [bench.off])
        bench.at(2_500, .tick)
        #expect(bench.result?.reason == .noDrop)
        #expect(bench.result?.evidence.homeAtEnd == nil)
    }

    @Test func stopsALaneWithoutHomeSwitchAsSoonAsGoodsFall() throws {
        var bench = try SequencerBench("A3")
        bench.begin()
        #expect(bench.edge(600, Fixture.drop, .active) == [bench.off])
        bench.edge(620, Fixture.drop, .inactive)
        #expect(bench.result?.status == .finished)
        #expect(bench.result?.evidence.motorOnMilliseconds == 600)
    }

    @Test func countsOneDeliveryAndFlagsASensorThatStaysBlocked() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.edge(300, Fixture.home("A1"), .inactive)
        bench.edge(1_400, Fixture.drop, .active)
        bench.edge(1_800, Fixture.home("A1"), .active)
        #expect(bench.result == nil)
        bench.at(1_800 + DeliverSequencer.clearingMilliseconds, .tick)
        #expect(bench.result?.status == .finished)
        #expect(bench.result?.evidence.dropSensorActiveAtEnd == true)
        #expect(bench.result?.evidence.dropEdges == 1)
    }

    @Test func ignoresEverythingAfterTheResult() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.turn()
        bench.at(3_300, .tick)
        let events: [DeliverSequencer.Event] = [
            .begin(Fixture.ready), .edge(Fixture.drop, .active, timestamp: SequencerBench.time(3_400)),
            .missedEdges(Fixture.drop), .tick, .stop(.shutdown), .furtherIntentCommitted, .furtherIntentRefused,
        ]
        for event in events {
            #expect(bench.at(3_400, event).isEmpty)
        }
        #expect(bench.sequencer.nextDeadline(after: 0) == nil)
    }

    @Test func saysNowForADeadlineThatHasPassed() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        #expect(bench.sequencer.nextDeadline(after: SequencerBench.time(9_000)) == SequencerBench.time(9_000))
    }
}
