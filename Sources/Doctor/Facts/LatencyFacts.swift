/// How long answers took, in microseconds: the figures and the histogram.
package struct LatencyFacts: Codable, Sendable, Equatable {
    /// How many answers took less than so long, and longer than the bucket before.
    package struct Bucket: Codable, Sendable, Equatable {
        /// The upper end in milliseconds.
        package var belowMilliseconds: Int
        /// How many.
        package var count: Int
    }

    /// How many reads were sent.
    package var asked: Int
    /// How many of them were answered.
    package var answered: Int
    /// The middle one.
    package var medianMicroseconds: Int?
    /// The one that 95 of 100 are not slower than.
    package var p95Microseconds: Int?
    /// The slowest.
    package var longestMicroseconds: Int?
    /// The histogram, in buckets that double; empty ones are left out.
    package var histogram: [Bucket]

    /// The figures of so many answers.
    package init(microseconds: [Int], asked: Int) {
        let sorted = microseconds.sorted()
        self.asked = asked
        answered = sorted.count
        medianMicroseconds = Self.quantile(50, of: sorted)
        p95Microseconds = Self.quantile(95, of: sorted)
        longestMicroseconds = sorted.last
        var counts: [Int: Int] = [:]
        for value in sorted {
            var bound = 1
            while value >= bound * 1_000 { bound *= 2 }
            counts[bound, default: 0] += 1
        }
        histogram = counts.sorted { $0.key < $1.key }.map { Bucket(belowMilliseconds: $0.key, count: $0.value) }
    }

    /// The smallest value that so many of a hundred are not above: the nearest rank.
    private static func quantile(_ percent: Int, of sorted: [Int]) -> Int? {
        guard !sorted.isEmpty else { return nil }
        return sorted[max(0, (sorted.count * percent + 99) / 100 - 1)]
    }
}
