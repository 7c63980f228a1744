internal import Synchronization

/// One metric and its series, one per combination of label values.
final class MetricFamily: Sendable {
    let declaration: MetricDeclaration
    private let limit: Int
    private let kept = Mutex<[[String]: any Series]>([:])

    init(_ declaration: MetricDeclaration, limit: Int) {
        self.declaration = declaration
        self.limit = limit
        // A counter without labels shows its zero from the start, so that its first rise is seen as one.
        if declaration.labels.isEmpty, declaration.kind != .gauge { _ = series([]) }
    }

    /// The series of these label values, made when it is new; nil when it is one too many.
    func series(_ values: [String]) -> (any Series)? {
        kept.withLock { kept in
            if let series = kept[values] { return series }
            guard kept.count < limit else { return nil }
            let series: any Series =
                switch declaration.kind {
                case .counter: CounterSeries()
                case .gauge: GaugeSeries()
                case .histogram: HistogramSeries(bounds: declaration.bounds)
                }
            kept[values] = series
            return series
        }
    }

    /// Takes a series that somebody else counts, as the one without labels.
    func adopt(_ series: any Series) { kept.withLock { $0[[]] = series } }

    /// What is known now, by label values.
    var values: [MetricValue] {
        kept.withLock { $0 }.map { MetricValue(labels: $0.key, reading: $0.value.reading) }
    }
}
