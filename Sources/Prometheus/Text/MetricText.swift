/// Writes metrics line by line: `# HELP`, `# TYPE`, then one line per sample.
struct MetricText {
    let format: MetricFormat
    private var lines: [String] = []

    init(format: MetricFormat) { self.format = format }

    /// The whole text.
    var finished: String {
        let end = format == .openMetrics ? ["# EOF"] : []
        return (lines + end).map { $0 + "\n" }.joined()
    }

    /// Adds a metric; one without values is left out.
    mutating func add(_ metric: MetricDeclaration, _ values: [MetricValue]) {
        guard !values.isEmpty else { return }
        // OpenMetrics names the family, of which a counter's sample is the `_total`.
        let isFamily = format == .openMetrics && metric.kind == .counter
        let title = isFamily ? String(metric.name.dropLast("_total".count)) : metric.name
        lines.append("# HELP \(title) \(escapedHelp(metric.help))")
        lines.append("# TYPE \(title) \(metric.kind.rawValue)")
        for value in values.sorted(by: { $0.labels.lexicographicallyPrecedes($1.labels) }) {
            let labels = zip(metric.labels, value.labels).map { name, text in "\(name)=\"\(Self.escaped(text))\"" }
            switch value.reading {
            case .number(let number): add(metric.name, labels, Self.number(number))
            case .distribution(let distribution): add(metric.name, labels, distribution)
            }
        }
    }

    private mutating func add(_ name: String, _ labels: [String], _ value: String) {
        lines.append(name + (labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}") + " " + value)
    }

    private mutating func add(_ name: String, _ labels: [String], _ distribution: MetricDistribution) {
        var cumulative: Int64 = 0
        for (bound, count) in zip(distribution.bounds + [.infinity], distribution.counts) {
            cumulative += count
            add("\(name)_bucket", labels + ["le=\"\(Self.bound(bound))\""], String(cumulative))
        }
        add("\(name)_sum", labels, Self.number(distribution.sum))
        add("\(name)_count", labels, String(cumulative))
    }

    /// A line of help: a backslash and a line feed are escaped, in OpenMetrics a quotation mark too.
    private func escapedHelp(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return format == .openMetrics ? escaped.replacing("\"", with: "\\\"") : escaped
    }

    /// The value of a label: a backslash, a quotation mark and a line feed are escaped.
    static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    /// A bucket's `le`: OpenMetrics wants `1.0`, not `1`, and one text in both formats is one series.
    static func bound(_ value: Double) -> String { value.isInfinite ? "+Inf" : "\(value)" }

    /// A number as both formats read it; whole ones without a point.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
    }
}
