import Database
package import Prometheus
import Protocol

/// The metrics that are looked up when somebody asks, rather than counted as things happen.
package struct MetricsSnapshot: Sendable {
    let vitals: VitalsReader
    let health: HealthBook

    /// Looks them up.
    package func samples() async -> [MetricSample] {
        let now = await vitals.read()
        var samples = Self.samples(of: now)
        for component in health.judge(now).components {
            samples.append(.coordinator(.healthStatus, component.name.rawValue, value: component.status.level))
        }
        samples.append(.coordinator(.startTime, value: vitals.started.seconds))
        if let bytes = SystemFigures.residentBytes {
            samples.append(.coordinator(.residentMemory, value: bytes))
        }
        return samples
    }

    /// The samples of what was seen.
    static func samples(of vitals: Vitals) -> [MetricSample] {
        var samples = database(vitals.database)
        for rail in vitals.rails {
            samples.append(.coordinator(.railReady, rail.id, value: rail.trouble == nil ? 1 : 0))
            samples.append(.coordinator(.lastSuccess, rail.id, value: rail.lastAnswer?.seconds ?? 0))
        }
        samples.append(.coordinator(.agentsConnected, value: Int64(vitals.connectedMachines.count)))
        if let bytes = vitals.diskAvailableBytes { samples.append(.coordinator(.diskAvailable, value: bytes)) }
        if let stored = vitals.stored { samples += Self.stored(stored) }
        return samples
    }

    private static func stored(_ stored: StoredVitals) -> [MetricSample] {
        var samples: [MetricSample] = []
        for status in MachineRecord.Status.allCases {
            samples.append(.coordinator(.machines, status.rawValue, value: stored.machines[status.rawValue] ?? 0))
        }
        for state in RunState.allCases where !state.isFinal {
            samples.append(.coordinator(.runs, state.rawValue, value: stored.runs[state.rawValue] ?? 0))
        }
        // Every code and reason is there from the start, so that an alert rule sees a rise from nothing.
        for code in AlarmCode.allCases {
            samples.append(.coordinator(.alarmsOpen, code.rawValue, value: stored.alarms[code.rawValue] ?? 0))
        }
        for reason in QueueReason.allCases {
            samples.append(.coordinator(.salesWaiting, reason.rawValue, value: stored.queue[reason.rawValue] ?? 0))
        }
        let uncertain = [QueueReason.inDoubt, .noReceipt, .machineLost].map { stored.queue[$0.rawValue] ?? 0 }
        samples.append(.coordinator(.commandsUncertain, value: uncertain.reduce(0, +)))
        for (asset, amount) in stored.imbalance {
            samples.append(.coordinator(.ledgerImbalance, asset, value: amount))
        }
        for outbox in stored.outboxes {
            samples.append(.coordinator(.outboxDepth, outbox.name, value: outbox.depth))
            let age = Double(outbox.oldestMilliseconds) / 1_000
            samples.append(MetricSample(CoordinatorMetric.outboxOldestAge, outbox.name, value: age))
        }
        samples.append(.coordinator(.generation, value: stored.generation))
        return samples
    }

    private static func database(_ now: DatabaseStatistics) -> [MetricSample] {
        [
            .coordinator(.commits, value: now.commits),
            .coordinator(.commitQueueDepth, value: Int64(now.waitingTransactions)),
            .coordinator(.fsyncErrors, value: now.storageErrors),
            .coordinator(.databaseBytes, value: now.databaseBytes),
            .coordinator(.walBytes, value: now.logBytes),
            MetricSample(
                CoordinatorMetric.commitDuration,
                distribution: MetricDistribution(now.commitMicroseconds, unit: 1_000_000)
            ),
            MetricSample(
                CoordinatorMetric.commitBatchSize,
                distribution: MetricDistribution(now.batchSizes, unit: 1)
            ),
        ]
    }
}

extension MetricSample {
    fileprivate static func coordinator(
        _ metric: CoordinatorMetric,
        _ labels: String...,
        value: Int64
    ) -> MetricSample {
        MetricSample(metric, labels: labels, value: Double(value))
    }
}

extension MetricDistribution {
    /// One that the database counted, in `unit`s of its own per base unit.
    fileprivate init(_ counted: DatabaseStatistics.Distribution, unit: Double) {
        self.init(
            bounds: counted.bounds.map { Double($0) / unit },
            counts: counted.counts,
            sum: Double(counted.sum) / unit
        )
    }
}
