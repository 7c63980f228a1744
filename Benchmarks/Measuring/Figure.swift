/// One line of a table: what was measured, in each round that counts.
package struct Figure: Sendable, Equatable, Codable {
    /// What was measured.
    package var name: String
    /// The values, one per round or per event.
    package var sample: Sample
    /// The unit of the values.
    package var unit: String
    /// Latencies of single operations in milliseconds, if they were taken.
    package var latency: Latency?
    /// The name of the line that this one is compared with, if any.
    package var comparedWith: String?

    /// Latencies of single operations in milliseconds.
    package struct Latency: Sendable, Equatable, Codable {
        /// Half of the operations took no longer.
        package var p50: Double
        /// 99 of 100 took no longer.
        package var p99: Double

        /// Of single operations, in seconds; nil of none.
        package init?(seconds: [Double]) {
            let sample = Sample(seconds)
            guard let p50 = sample.quantile(0.5), let p99 = sample.quantile(0.99) else { return nil }
            self.p50 = p50 * 1_000
            self.p99 = p99 * 1_000
        }
    }

    /// Makes a line.
    package init(
        _ name: String,
        _ values: [Double],
        unit: String,
        latency: Latency? = nil,
        comparedWith: String? = nil
    ) {
        self.name = name
        sample = Sample(values)
        self.unit = unit
        self.latency = latency
        self.comparedWith = comparedWith
    }
}
