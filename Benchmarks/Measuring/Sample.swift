/// Measured values of one thing, and what is said of them.
package struct Sample: Sendable, Equatable, Codable {
    /// The values, rising.
    package let sorted: [Double]

    /// Takes values in any order.
    package init(_ values: [Double]) { sorted = values.sorted() }

    /// How many there are.
    package var count: Int { sorted.count }

    /// The middle value; of an even number the mean of both middle ones; nil of none.
    package var median: Double? { quantile(0.5) }

    /// The lower and the upper quartile, whose distance is the interquartile range; nil of none.
    package var quartiles: (lower: Double, upper: Double)? {
        guard let lower = quantile(0.25), let upper = quantile(0.75) else { return nil }
        return (lower, upper)
    }

    /// The value below which the share `fraction` of the values lies, between two values linearly (definition 7 of
    /// Hyndman and Fan, "Sample Quantiles in Statistical Packages", 1996); nil of none.
    /// - Parameter fraction: from 0, the least, to 1, the most.
    package func quantile(_ fraction: Double) -> Double? {
        precondition((0...1).contains(fraction), "a quantile is of a share from 0 to 1")
        guard let last = sorted.last else { return nil }
        let place = fraction * Double(sorted.count - 1)
        let below = Int(place)
        guard below + 1 < sorted.count else { return last }
        return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
    }
}
