internal import CoreMetrics

extension MetricRegistry {
    /// Counts up a declared counter, for these values of its labels.
    package func count(_ name: some MetricName, _ labels: String..., by amount: Int64 = 1) {
        makeCounter(label: name.rawValue, dimensions: dimensions(name, labels)).increment(by: amount)
    }

    /// Counts up a declared counter, for these values of its labels.
    package func count(_ name: some MetricName, labels: [String], by amount: Int64 = 1) {
        makeCounter(label: name.rawValue, dimensions: dimensions(name, labels)).increment(by: amount)
    }

    /// Sets a declared gauge, for these values of its labels.
    package func set(_ name: some MetricName, _ labels: String..., to value: Double) {
        makeMeter(label: name.rawValue, dimensions: dimensions(name, labels)).set(value)
    }

    /// Adds one observation to a declared histogram, in its own unit, for these values of its labels.
    package func observe(_ name: some MetricName, _ labels: String..., value: Double) {
        makeRecorder(label: name.rawValue, dimensions: dimensions(name, labels), aggregate: true).record(value)
    }

    /// Values that do not fit the declaration are refused by the factory, which compares the names.
    private func dimensions(_ name: some MetricName, _ values: [String]) -> [(String, String)] {
        let names = name.declaration.labels
        guard names.count == values.count else { return values.map { ("", $0) } }
        return Array(zip(names, values))
    }
}
