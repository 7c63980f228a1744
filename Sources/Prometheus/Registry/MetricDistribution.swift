/// Counts of observed values under fixed upper bounds.
package struct MetricDistribution: Sendable, Equatable {
    /// Upper bounds, rising.
    package let bounds: [Double]
    /// Observations per bucket, one more than there are bounds; not cumulative.
    package private(set) var counts: [Int64]
    /// The sum of what was observed.
    package private(set) var sum: Double

    /// An empty distribution.
    package init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
        sum = 0
    }

    /// One that somebody else counted.
    package init(bounds: [Double], counts: [Int64], sum: Double) {
        precondition(counts.count == bounds.count + 1, "a last bucket has no bound")
        self.bounds = bounds
        self.counts = counts
        self.sum = sum
    }

    /// Adds one value; what is no number is not a measurement.
    package mutating func observe(_ value: Double) {
        guard value.isFinite else { return }
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
        sum += value
    }
}
