/// What a metric is, in the words of the Prometheus text format's `# TYPE` line.
package enum MetricKind: String, Sendable, CaseIterable {
    /// Only rises while the program runs; its name ends in `_total`.
    case counter
    /// Goes up and down.
    case gauge
    /// Counts observations under fixed upper bounds.
    case histogram
}
