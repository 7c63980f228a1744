import Prometheus
package import Signals

/// What a unit of work has to tell once it is committed. A handler may run again and its transaction be undone, so it
/// never counts or logs by itself: it notes, and `Runtime` tells after the commit.
package final class WorkNotes {
    /// One step of a counter.
    struct Count: Sendable {
        let metric: CoordinatorMetric
        let labels: [String]
        let amount: Int64
    }

    /// One value of a histogram.
    struct Observation: Sendable {
        let metric: CoordinatorMetric
        let value: Double
    }

    /// What was noted, to be told elsewhere.
    struct Taken: Sendable {
        var counts: [Count] = []
        var observations: [Observation] = []
        var signals: [ChangeSignal] = []

        func tell(_ metrics: MetricRegistry) {
            for count in counts { metrics.count(count.metric, labels: count.labels, by: count.amount) }
            for observation in observations { metrics.observe(observation.metric, value: observation.value) }
            for signal in signals { signal.notify() }
        }
    }

    private(set) var taken = Taken()

    /// Notes that a counter rises.
    package func count(_ metric: CoordinatorMetric, _ labels: String..., by amount: Int64 = 1) {
        taken.counts.append(Count(metric: metric, labels: labels, amount: amount))
    }

    /// Notes a value of a histogram without labels.
    package func observe(_ metric: CoordinatorMetric, value: Double) {
        taken.observations.append(Observation(metric: metric, value: value))
    }

    /// Notes that `signal` is to be notified, once however often it is noted. Notified inside the transaction it would
    /// wake people who look, find nothing, and sleep again, and nobody would wake them after the commit.
    package func notify(_ signal: ChangeSignal) {
        if !taken.signals.contains(where: { $0 === signal }) { taken.signals.append(signal) }
    }
}
