import TestSupport
import Testing

@testable import Coordinator

/// How often there is a checkpoint: a computer's speed is a number here, so nothing is timed.
@Suite("Log pace")
struct LogPaceTests {
    @Test func restsWhileFewLeavesCome() {
        var pace = LogPace()
        #expect(pace.rest(after: 1, milliseconds: 20) == 180)
        #expect(pace.rest(after: 200, milliseconds: 250) == 0)
        #expect(pace.limit == LogPace.most)
    }

    @Test func goesOnAtOnceWhenMoreLeavesWait() {
        var pace = LogPace()
        #expect(pace.rest(after: LogPace.most, milliseconds: 100) == 0)
        #expect(pace.limit == LogPace.most)
    }

    @Test func takesFewerWhenAStepTakesLong() {
        var pace = LogPace()
        #expect(pace.rest(after: 4_096, milliseconds: 900) == 0)
        #expect(pace.limit == 2_048)
        for _ in 0..<10 { _ = pace.rest(after: pace.limit, milliseconds: 900) }
        #expect(pace.limit == LogPace.fewest)
        // One slow moment of the disk, with few leaves, says nothing of how many to take.
        var idle = LogPace()
        _ = idle.rest(after: 3, milliseconds: 5_000)
        #expect(idle.limit == LogPace.most)
    }

    @Test func takesMoreAgainWhenItIsFast() {
        var pace = LogPace()
        for _ in 0..<10 { _ = pace.rest(after: pace.limit, milliseconds: 900) }
        for _ in 0..<10 { _ = pace.rest(after: pace.limit, milliseconds: 30) }
        #expect(pace.limit == LogPace.most)
    }

    /// While leaves come without end, from one checkpoint to the next it is a second at most, once the pace is found,
    /// on any computer that can write the fewest leaves in that time.
    @Test func isAtLeastEverySecondOnAnySpeed() throws {
        try forAll(seeds: 0..<200) { generator in
            let fixed = Int64.random(in: 5...150, using: &generator)
            let microsecondsPerLeaf = Int64.random(in: 5...1_500, using: &generator)
            var pace = LogPace()
            for step in 0..<40 {
                let leaves = pace.limit
                let milliseconds = fixed + Int64(leaves) * microsecondsPerLeaf / 1_000
                let interval = milliseconds + pace.rest(after: leaves, milliseconds: milliseconds)
                guard step >= 5 else { continue }
                try #require(interval <= 1_000, "\(fixed) ms and \(microsecondsPerLeaf) µs for each leaf")
            }
        }
    }
}
