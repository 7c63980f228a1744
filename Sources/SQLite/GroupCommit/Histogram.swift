/// Counts of observed values under fixed upper bounds, as Prometheus shows them.
package struct Histogram: Sendable, Equatable {
    /// Upper bounds, rising; a last bucket without a bound follows.
    package let bounds: [Int64]
    /// Observations per bucket, one more than there are bounds; not cumulative.
    package private(set) var counts: [Int64]
    /// The sum of all observed values.
    package private(set) var sum: Int64 = 0

    /// An empty histogram.
    package init(bounds: [Int64]) {
        self.bounds = bounds
        self.counts = Array(repeating: 0, count: bounds.count + 1)
    }

    /// How many values were observed.
    package var total: Int64 { counts.reduce(0, +) }

    /// Adds one value.
    package mutating func observe(_ value: Int64) {
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        counts[bucket] += 1
        sum += value
    }
}
