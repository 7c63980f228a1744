import Doctor
import Testing

@Suite("Latency facts")
struct LatencyFactsTests {
    @Test func figuresAreTheNearestRanks() {
        let facts = LatencyFacts(microseconds: (1...100).reversed().map { $0 * 1_000 }, asked: 101)
        #expect(facts.answered == 100)
        #expect(facts.asked == 101)
        #expect(facts.medianMicroseconds == 50_000)
        #expect(facts.p95Microseconds == 95_000)
        #expect(facts.longestMicroseconds == 100_000)
    }

    @Test func oneAnswerIsAllFigures() {
        let facts = LatencyFacts(microseconds: [1_500], asked: 1)
        #expect(facts.medianMicroseconds == 1_500)
        #expect(facts.p95Microseconds == 1_500)
        #expect(facts.words == "1 answers: median 1.5 ms, 95 of 100 within 1.5 ms, longest 1.5 ms")
    }

    @Test func bucketsDouble() {
        let facts = LatencyFacts(microseconds: [0, 999, 1_000, 1_999, 2_000, 4_000, 3_999], asked: 7)
        #expect(facts.histogram.map(\.belowMilliseconds) == [1, 2, 4, 8])
        #expect(facts.histogram.map(\.count) == [2, 2, 2, 1])
    }

    @Test func noAnswersHaveNoFigures() {
        let facts = LatencyFacts(microseconds: [], asked: 3)
        #expect(facts.medianMicroseconds == nil)
        #expect(facts.histogram.isEmpty)
        #expect(facts.words == "no answers")
    }
}
