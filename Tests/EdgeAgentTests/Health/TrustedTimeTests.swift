import Testing

@testable import EdgeAgent

@Suite("TrustedTime")
struct TrustedTimeTests {
    @Test func isUnknownBeforeTheFirstSession() {
        #expect(TrustedTime().milliseconds(monotonicNanoseconds: 5_000_000) == nil)
    }

    @Test func goesOnWithTheMonotonicClock() {
        let time = TrustedTime()
        time.set(milliseconds: 1_000_000, monotonicNanoseconds: 2_000_000_000)
        #expect(time.milliseconds(monotonicNanoseconds: 2_000_000_000) == 1_000_000)
        #expect(time.milliseconds(monotonicNanoseconds: 62_500_000_000) == 1_060_500)
    }

    @Test func isNeverBehindHoweverLongTheAnswerWasHeldUp() throws {
        let time = TrustedTime()
        // Asked at 10 s; signed at 1 000 000 ms, which was 11 s here; arrived at 60 s.
        time.set(milliseconds: 1_000_000, monotonicNanoseconds: 10_000_000_000)
        let atArrival = try #require(time.milliseconds(monotonicNanoseconds: 60_000_000_000))
        #expect(atArrival >= 1_049_000)
    }

    @Test func takesTheNewestSession() {
        let time = TrustedTime()
        time.set(milliseconds: 5_000, monotonicNanoseconds: 0)
        time.set(milliseconds: 4_000, monotonicNanoseconds: 0)
        #expect(time.milliseconds(monotonicNanoseconds: 0) == 4_000)
    }
}
