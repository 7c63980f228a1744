import TestSupport
import Testing

@testable import EdgeAgent

@Suite("Backoff")
struct BackoffTests {
    @Test func doublesFromHalfASecondToAMinute() {
        var backoff = Backoff()
        let longest = (0..<9).map { _ in backoff.next(random: 0) * 2 }
        #expect(longest == [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
    }

    @Test func staysBetweenHalfOfTheStepAndTheStep() throws {
        try forAll { generator in
            var backoff = Backoff()
            for failure in 0..<12 {
                let step = min(Backoff.maximumMilliseconds, Backoff.firstMilliseconds << UInt64(min(failure, 20)))
                let wait = backoff.next(random: generator.next())
                try #require((step / 2...step).contains(wait))
            }
        }
    }

    @Test func spreadsAFleet() {
        var generator = SplitMix64(seed: 1)
        let waits = (0..<100).map { _ in
            var backoff = Backoff()
            for _ in 0..<10 { _ = backoff.next(random: 0) }
            return backoff.next(random: generator.next())
        }
        #expect(Set(waits).count > 90)
    }

    @Test func takesAnyRandomNumberAndAnyNumberOfFailures() {
        var backoff = Backoff()
        for _ in 0..<1_000 { #expect(backoff.next(random: .max) <= Backoff.maximumMilliseconds) }
    }

    @Test func startsOverAfterASuccess() {
        var backoff = Backoff()
        for _ in 0..<5 { _ = backoff.next(random: 0) }
        backoff.succeeded()
        #expect(backoff == Backoff())
    }

    @Test func asksThreeThousandTimesADayAtMost() {
        var generator = SplitMix64(seed: 7)
        var backoff = Backoff()
        var (milliseconds, attempts) = (UInt64(0), 0)
        while milliseconds < 24 * 3_600_000 {
            milliseconds += backoff.next(random: generator.next())
            attempts += 1
        }
        #expect((1_440...2_900).contains(attempts), "\(attempts) attempts in a day")
    }
}
