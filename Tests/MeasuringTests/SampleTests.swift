import Measuring
import TestSupport
import Testing

@Suite("Sample")
struct SampleTests {
    @Test(
        arguments: [
            ([3], 3), ([3, 1, 2], 2), ([4, 1, 3, 2], 2.5), ([5, 5, 5, 5], 5), ([1, 1_000_000, 2], 2),
        ] as [([Double], Double)]
    )
    func theMedianIsTheMiddle(values: [Double], median: Double) {
        #expect(Sample(values).median == median)
    }

    @Test func nothingHasNoFigures() {
        let nothing = Sample([])
        #expect(nothing.median == nil)
        #expect(nothing.quartiles == nil)
        #expect(nothing.quantile(1) == nil)
    }

    @Test func quantilesLieBetweenValuesLinearly() {
        let sample = Sample((0...100).map { Double(100 - $0) })
        #expect(sample.quantile(0) == 0)
        #expect(sample.quantile(0.99) == 99)
        #expect(sample.quantile(1) == 100)
        let four = Sample([10, 20, 30, 40])
        #expect(four.quartiles?.lower == 17.5)
        #expect(four.quartiles?.upper == 32.5)
    }

    @Test func quantilesRiseAndStayWithinTheValues() throws {
        var numbers = SplitMix64(seed: 11)
        for count in 1...60 {
            let sample = Sample((0..<count).map { _ in Double(numbers.next() % 1_000) })
            let quantiles = try (0...20).map { try #require(sample.quantile(Double($0) / 20)) }
            #expect(quantiles == quantiles.sorted(), "\(sample.sorted)")
            #expect(quantiles.first == sample.sorted.first && quantiles.last == sample.sorted.last)
        }
    }
}
