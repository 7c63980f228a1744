/// What a series says.
enum MetricReading: Sendable {
    case number(Double)
    case distribution(MetricDistribution)
}

/// What one series of a metric says, with the values of its labels.
struct MetricValue: Sendable {
    let labels: [String]
    let reading: MetricReading
}

/// A figure that is looked up when somebody asks for the metrics, rather than kept up to date: the depth of a queue in
/// a database. Each rendering starts without any, so a label value that is gone does not stay.
package struct MetricSample: Sendable {
    let name: String
    let value: MetricValue

    /// A counter's or gauge's value.
    package init(_ name: some MetricName, _ labels: String..., value: Double) {
        self.init(name, labels: labels, value: value)
    }

    /// A counter's or gauge's value.
    package init(_ name: some MetricName, labels: [String], value: Double) {
        self.name = name.rawValue
        self.value = MetricValue(labels: labels, reading: .number(value))
    }

    /// A histogram that somebody else counted.
    package init(_ name: some MetricName, _ labels: String..., distribution: MetricDistribution) {
        self.name = name.rawValue
        self.value = MetricValue(labels: labels, reading: .distribution(distribution))
    }
}
