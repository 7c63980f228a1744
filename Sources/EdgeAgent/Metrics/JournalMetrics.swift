import Journal
import Prometheus
import SQLite

/// The journal's figures, looked up when somebody asks.
enum JournalMetrics {
    static func samples(_ now: JournalStatistics) -> [MetricSample] {
        let figures: [(AgentMetric, Int64)] = [
            (.outboxDepth, now.pendingReceipts), (.outboxBytes, now.pendingBytes),
            (.commandsUncertain, now.openIntents), (.deadLetters, now.deadLetters),
            (.telemetryRows, now.telemetryRows), (.telemetryDropped, now.droppedTelemetry), (.walBytes, now.walBytes),
            (.diskReserve, now.reserveBytes), (.diskAvailable, now.availableBytes),
            (.incarnation, now.identity.incarnation),
        ]
        var samples = figures.map { MetricSample($0, value: Double($1)) }
        let age = Double(now.oldestPendingMilliseconds ?? 0) / 1_000
        samples.append(MetricSample(AgentMetric.outboxOldestAge, value: age))
        guard let writer = now.writer else { return samples }
        samples.append(MetricSample(AgentMetric.commits, value: Double(writer.commits)))
        samples.append(MetricSample(AgentMetric.fsyncErrors, value: Double(writer.storageErrors)))
        let durations = MetricDistribution(writer.commitMicroseconds, unit: 1_000_000)
        samples.append(MetricSample(AgentMetric.commitDuration, distribution: durations))
        let sizes = MetricDistribution(writer.batchSizes, unit: 1)
        samples.append(MetricSample(AgentMetric.commitBatchSize, distribution: sizes))
        return samples
    }
}

extension MetricDistribution {
    /// One that the writer counted, in `unit`s of its own per base unit.
    fileprivate init(_ counted: Histogram, unit: Double) {
        self.init(
            bounds: counted.bounds.map { Double($0) / unit },
            counts: counted.counts,
            sum: Double(counted.sum) / unit
        )
    }
}
