import GPIO
import Machine
import Testing

@Suite("Deliver sequencer: doors, stops and lost edges")
struct DeliverDisturbanceTests {
    @Test func turnsTheMotorOffAtOnceWhenTheDoorOpens() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.edge(300, Fixture.home("A1"), .inactive)
        #expect(bench.edge(700, Fixture.door, .inactive) == [bench.off])
        #expect(bench.result == nil)
        bench.at(2_200, .tick)
        #expect(bench.result?.status == .inDoubt)
        #expect(bench.result?.reason == .interlockOpened)
        #expect(bench.result?.evidence.interlock == "door")
    }

    @Test func finishesWhenGoodsFallAfterTheDoorOpened() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.edge(700, Fixture.door, .inactive)
        bench.edge(1_000, Fixture.drop, .active)
        bench.edge(1_020, Fixture.drop, .inactive)
        #expect(bench.result?.status == .finished)
        #expect(bench.result?.evidence.interlock == "door")
    }

    @Test func finishesAtOnceWhenTheDoorOpensAfterTheDrop() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.edge(500, Fixture.drop, .active)
        bench.edge(520, Fixture.drop, .inactive)
        let effects = bench.edge(700, Fixture.door, .inactive)
        #expect(effects.first == bench.off)
        #expect(bench.result?.status == .finished)
    }

    @Test func isInDoubtWhenTheDoorOpensInTheDropWindow() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.turn()
        bench.edge(2_000, Fixture.door, .inactive)
        bench.edge(2_100, Fixture.door, .active)
        bench.at(3_300, .tick)
        #expect(bench.result?.reason == .interlockOpened)
    }

    @Test func ignoresAnInterlockThatDoesNotBlockTheLane() throws {
        var bench = try SequencerBench("A2")
        bench.begin()
        #expect(bench.edge(700, Fixture.tilt, .inactive).isEmpty)
        #expect(bench.sequencer.isMotorOn)
    }

    @Test func safeOutputsCutsTheMotorAndStillWatchesTheWindow() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        #expect(bench.at(700, .stop(.safeOutputs)) == [bench.off])
        #expect(bench.result == nil)
        bench.at(2_200, .tick)
        #expect(bench.result?.status == .inDoubt)
        #expect(bench.result?.reason == .stopped)
    }

    @Test func shutdownCutsTheMotorAndAnswersAtOnce() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        #expect(bench.at(700, .stop(.shutdown)).first == bench.off)
        #expect(bench.result?.reason == .stopped)
    }

    @Test func shutdownInTheWindowIsInDoubt() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.turn()
        bench.at(2_000, .stop(.shutdown))
        #expect(bench.result?.status == .inDoubt)
        #expect(bench.result?.reason == .stopped)
    }

    @Test func safeOutputsInTheWindowChangesNothing() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.turn()
        #expect(bench.at(2_000, .stop(.safeOutputs)).isEmpty)
        bench.at(3_300, .tick)
        #expect(bench.result?.reason == .noDrop)
    }

    @Test func shutdownAfterTheDropIsFinished() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.edge(500, Fixture.drop, .active)
        bench.at(510, .stop(.shutdown))
        #expect(bench.result?.status == .finished)
    }

    @Test func isInDoubtWhenDropEdgesWereLost() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.at(200, .missedEdges(Fixture.drop))
        bench.turn()
        bench.at(3_300, .tick)
        #expect(bench.result?.status == .inDoubt)
        #expect(bench.result?.reason == .missedEdges)
    }

    @Test func finishesWhenAnotherDropEdgeIsSeenAfterLostOnes() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.at(200, .missedEdges(Fixture.drop))
        bench.edge(250, Fixture.drop, .active)
        bench.edge(260, Fixture.drop, .inactive)
        bench.turn()
        #expect(bench.result?.status == .finished)
        #expect(bench.result?.evidence.missedEdges == true)
    }

    @Test func lostDropEdgesBeforeTheMotorRanDoNotMatter() throws {
        var bench = try SequencerBench("A1", earliestStart: 200)
        bench.begin()
        bench.at(100, .missedEdges(Fixture.drop))
        bench.at(200, .tick)
        bench.turn(from: 200)
        bench.at(3_500, .tick)
        #expect(bench.result?.reason == .noDrop)
        #expect(bench.result?.evidence.missedEdges == true)
    }

    @Test func stopsAtTheNextHomeWhenHomeEdgesWereLost() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.at(1_000, .missedEdges(Fixture.home("A1")))
        #expect(bench.edge(1_800, Fixture.home("A1"), .active) == [bench.off])
    }

    @Test func takesLostEdgesOfAnInterlockForAnOpenOne() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        #expect(bench.at(500, .missedEdges(Fixture.door)) == [bench.off])
        bench.at(2_000, .tick)
        #expect(bench.result?.reason == .interlockOpened)
    }

    @Test func aBlockThatIsOlderThanTheMotorIsNotADrop() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.edge(-5, Fixture.drop, .active, late: 10)
        bench.turn()
        bench.at(3_300, .tick)
        #expect(bench.result?.status == .inDoubt)
        #expect(bench.result?.reason == .dropSensorBlocked)
        #expect(bench.result?.evidence.dropSeen == false)
    }

    @Test func aHomeEdgeOlderThanTheMotorDoesNotEndTheTurn() throws {
        var bench = try SequencerBench("A1")
        bench.begin()
        bench.edge(-8, Fixture.home("A1"), .inactive, late: 10)
        #expect(bench.edge(-4, Fixture.home("A1"), .active, late: 10).isEmpty)
        #expect(bench.sequencer.isMotorOn)
    }
}
