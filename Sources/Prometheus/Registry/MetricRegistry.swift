package import CoreMetrics
internal import Synchronization

/// The metrics of one program, counted in memory and rendered on request. A value that the composition root makes and
/// hands on: nothing here is global, so one process can have several.
///
/// Only declared metrics are kept. Counting another one, one with other labels, or one more series than the limit
/// changes nothing but `mintmark_metrics_refused_total`, so that neither a library nor a stranger's input can fill the
/// memory.
package final class MetricRegistry: MetricsFactory, Sendable {
    /// The registry's own metric: what it refused to keep.
    package static let refused = MetricDeclaration(
        "mintmark_metrics_refused_total",
        .counter,
        "Series that were not kept: undeclared ones, and those beyond the limit."
    )

    let families: [MetricFamily]
    private let index: [String: MetricFamily]
    private let refusals = CounterSeries()
    private let unkept = DiscardedSeries()

    /// Makes a registry of these metrics, all at zero.
    /// - Parameter seriesPerMetric: the most combinations of label values that one metric keeps.
    package init(_ declarations: [MetricDeclaration], seriesPerMetric: Int = 500) {
        precondition(Set(declarations.map(\.name)).count == declarations.count, "each metric is declared once")
        let own = MetricFamily(Self.refused, limit: 1)
        own.adopt(refusals)
        families = declarations.map { MetricFamily($0, limit: seriesPerMetric) } + [own]
        index = Dictionary(uniqueKeysWithValues: families.map { ($0.declaration.name, $0) })
    }

    /// Makes a registry of all metrics of a program.
    package convenience init<Name: MetricName>(of names: Name.Type, seriesPerMetric: Int = 500) {
        self.init(names.allCases.map(\.declaration), seriesPerMetric: seriesPerMetric)
    }

    /// The counter of these label values.
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(.counter, label, dimensions) as? CounterSeries ?? refuse()
    }

    /// The gauge of these label values.
    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(.gauge, label, dimensions) as? GaugeSeries ?? refuse()
    }

    /// The histogram of these label values; the gauge when nothing is to be summed up.
    package func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        if aggregate { return series(.histogram, label, dimensions) as? HistogramSeries ?? refuse() }
        return series(.gauge, label, dimensions) as? GaugeSeries ?? refuse()
    }

    /// The histogram of these label values, in seconds.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(.histogram, label, dimensions) as? HistogramSeries ?? refuse()
    }

    /// A series stays for the program's life: Prometheus takes one that vanishes for a restart.
    package func destroyCounter(_ handler: any CounterHandler) {}

    /// See `destroyCounter`.
    package func destroyMeter(_ handler: any MeterHandler) {}

    /// See `destroyCounter`.
    package func destroyRecorder(_ handler: any RecorderHandler) {}

    /// See `destroyCounter`.
    package func destroyTimer(_ handler: any TimerHandler) {}

    private func series(_ kind: MetricKind, _ name: String, _ dimensions: [(String, String)]) -> (any Series)? {
        guard let family = index[name], family.declaration.kind == kind,
            dimensions.map(\.0) == family.declaration.labels
        else { return nil }
        return family.series(dimensions.map(\.1))
    }

    private func refuse() -> DiscardedSeries {
        refusals.increment(by: 1)
        return unkept
    }
}
