import GPIO
import Machine
import Testing

@Suite("Deliver sequencer: what cannot start")
struct DeliverRefusalTests {
    private func refusal(_ id: String = "A1", _ change: (inout [LineName: Level]) -> Void) throws -> DeliveryResult {
        var levels = Fixture.ready
        change(&levels)
        var bench = try SequencerBench(id)
        bench.begin(levels)
        #expect(bench.firings == 0)
        #expect(bench.effects.count == 1)
        let result = try #require(bench.result)
        #expect(result.status == .cannotStart)
        #expect(result.evidence.firings == 0)
        return result
    }

    @Test func refusesWithTheDoorOpen() throws {
        let result = try refusal { $0[Fixture.door] = .inactive }
        #expect(result.reason == .interlock)
        #expect(result.evidence.interlock == "door")
    }

    @Test func refusesATiltedMachineOnlyForTheLanesItBlocks() throws {
        #expect(try refusal { $0[Fixture.tilt] = .inactive }.evidence.interlock == "tilt")
        var bench = try SequencerBench("A2")
        var levels = Fixture.ready
        levels[Fixture.tilt] = .inactive
        bench.begin(levels)
        #expect(bench.firings == 1)
    }

    @Test func refusesAMotorThatIsNotAtHome() throws {
        #expect(try refusal { $0[Fixture.home("A1")] = .inactive }.reason == .notAtHome)
    }

    @Test func refusesABlockedDropSensor() throws {
        #expect(try refusal { $0[Fixture.drop] = .active }.reason == .dropSensorBlocked)
        #expect(try refusal("A3") { $0[Fixture.drop] = .active }.reason == .dropSensorBlocked)
    }

    @Test(arguments: [Fixture.door, Fixture.tilt, Fixture.home("A1"), Fixture.drop])
    func refusesAnInputWhoseLevelIsNotKnown(_ line: LineName) throws {
        #expect(try refusal { $0[line] = nil }.reason == .inputUnreadable)
    }

    @Test func refusesWhenStoppedBeforeItBegan() throws {
        var bench = try SequencerBench("A1")
        bench.at(0, .stop(.safeOutputs))
        #expect(bench.result?.status == .cannotStart)
        #expect(bench.result?.reason == .stopped)
    }

    @Test func waitsForMotorsToSettleBeforeItStarts() throws {
        var bench = try SequencerBench("A1", earliestStart: 200)
        #expect(bench.at(0, .begin(Fixture.ready)).isEmpty)
        #expect(bench.sequencer.nextDeadline(after: 0) == SequencerBench.time(200))
        #expect(bench.at(199, .tick).isEmpty)
        #expect(bench.at(200, .tick) == [bench.on, .started])
    }

    @Test func refusesWhatBecomesUnsafeWhileMotorsSettle() throws {
        let cases: [(LineName, Level, DeliveryReason)] = [
            (Fixture.door, .inactive, .interlock), (Fixture.home("A1"), .inactive, .notAtHome),
            (Fixture.drop, .active, .dropSensorBlocked),
        ]
        for (line, level, reason) in cases {
            var bench = try SequencerBench("A1", earliestStart: 200)
            bench.begin()
            bench.edge(100, line, level)
            bench.at(200, .tick)
            #expect(bench.firings == 0)
            #expect(bench.result?.status == .cannotStart)
            #expect(bench.result?.reason == reason)
        }
    }

    @Test func refusesWhenStoppedWhileMotorsSettle() throws {
        var bench = try SequencerBench("A1", earliestStart: 200)
        bench.begin()
        bench.at(100, .stop(.shutdown))
        #expect(bench.firings == 0)
        #expect(bench.result?.reason == .stopped)
    }

    @Test func computesWhenAMotorMayRunAgain() {
        let profile = Fixture.profile
        let lane = profile.lanes[0]
        #expect(profile.earliestStart(of: lane, laneOffAt: nil, anyOffAt: nil) == 0)
        #expect(profile.earliestStart(of: lane, laneOffAt: nil, anyOffAt: 1_000_000_000) == 1_200_000_000)
        #expect(profile.earliestStart(of: lane, laneOffAt: 900_000_000, anyOffAt: 1_000_000_000) == 1_400_000_000)
        #expect(profile.earliestStart(of: lane, laneOffAt: .max, anyOffAt: nil) == .max)
    }
}
