/// What one metric is: said once, before anything is counted. The name follows prometheus.io/docs/practices/naming:
/// the program's prefix, base units (`_seconds`, `_bytes`), `_total` for a counter.
package struct MetricDeclaration: Sendable, Hashable {
    /// The name, `[a-z_][a-z0-9_]*`.
    package let name: String
    /// What it is.
    package let kind: MetricKind
    /// What it means, one sentence for a person.
    package let help: String
    /// The names of its labels, in order. A label has few values: never an id.
    package let labels: [String]
    /// Upper bounds of a histogram, rising; empty for the other kinds. A last bucket without a bound follows.
    package let bounds: [Double]

    /// Makes a declaration.
    package init(_ name: String, _ kind: MetricKind, _ help: String, labels: [String] = [], bounds: [Double] = []) {
        precondition(Self.isName(name) && labels.allSatisfy(Self.isName), "names are of a-z, 0-9 and _")
        precondition(name.hasSuffix("_total") == (kind == .counter), "a counter, and nothing else, ends in _total")
        precondition((kind == .histogram) != bounds.isEmpty, "a histogram, and nothing else, has bounds")
        precondition(zip(bounds, bounds.dropFirst()).allSatisfy(<), "bounds rise")
        precondition(!labels.contains("le") && Set(labels).count == labels.count, "le is the histogram's own label")
        self.name = name
        self.kind = kind
        self.help = help
        self.labels = labels
        self.bounds = bounds
    }

    /// For what takes from a quarter of a millisecond to ten seconds: a commit, a request.
    package static let shortSeconds = [
        0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]

    /// For what takes from 50 milliseconds to ten minutes: a delivery.
    package static let longSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600]

    /// For how many of something go together: powers of two up to 1024.
    package static let counts: [Double] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024]

    private static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, !(0x30...0x39).contains(first) else { return false }
        return bytes.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }
}
