import Coordinator
import EdgeAgent
import Prometheus

/// The metrics that queries may name.
enum MetricNames {
    static let declarations =
        CoordinatorMetric.allCases.map(\.declaration) + AgentMetric.allCases.map(\.declaration)
        + [MetricRegistry.refused]

    /// Every name that a scrape can show: of a histogram its parts, not itself.
    static let shown = Set(
        declarations.flatMap { declaration in
            declaration.kind == .histogram
                ? ["_bucket", "_sum", "_count"].map { declaration.name + $0 } : [declaration.name]
        }
    )

    /// The names in a text that no scrape shows.
    static func unknown(in text: String) -> [String] {
        let found = text.matches(of: /mintmark_[a-z0-9_]+/).map { String($0.output) }
        return Set(found).subtracting(shown).sorted()
    }
}
