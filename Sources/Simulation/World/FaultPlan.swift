import TestSupport

/// Which faults this seed has, and how often: a swarm of worlds, each with a few kinds in plenty, finds more than one
/// with a little of everything.
package struct FaultPlan {
    /// What a fault event can do.
    package static let injectable: [FaultKind] = [
        .agentKilled, .agentPaused, .powerCut, .coordinatorKilled, .coordinatorPaused, .failover, .partition,
        .wallStep, .coordinatorStep, .machineDiskFull, .machineWriteError, .machineSyncError, .coordinatorDiskFull,
        .coordinatorWriteError, .coordinatorSyncError, .machineImageRestored, .coordinatorImageRestored,
        .jam, .stuckSensor, .doubleDrop, .doorOpened, .plcPowerLoss, .stationFault, .busCut, .busLossy, .keyRotated,
        .stopped, .reorganisation, .railDown, .railLosesAnswers,
    ]

    /// The kinds of this seed.
    let kinds: [FaultKind]
    /// The time between two, in milliseconds.
    let interval: ClosedRange<Int64>

    /// - Parameter wanted: these and no others; nil for what the seed draws.
    init(from generator: inout SplitMix64, wanted: [FaultKind]?) {
        let chosen = Self.injectable.filter { _ in Int.random(in: 1...100, using: &generator) <= 45 }
        kinds = wanted ?? (chosen.isEmpty ? Self.injectable : chosen)
        let shortest = Int64.random(in: 500...20_000, using: &generator)
        interval = shortest...shortest * 4
    }
}
