extension MachineProfile {
    /// When a lane's motor may be turned on again, in nanoseconds of the monotonic clock.
    ///
    /// - Parameters:
    ///   - lane: the lane that is about to run.
    ///   - laneOffAt: when its motor was last turned off, if this process knows.
    ///   - anyOffAt: when any motor was last turned off, if this process knows.
    package func earliestStart(of lane: Lane, laneOffAt: UInt64?, anyOffAt: UInt64?) -> UInt64 {
        max(
            laneOffAt?.advanced(byMilliseconds: lane.minimumOffMilliseconds) ?? 0,
            anyOffAt?.advanced(byMilliseconds: limits.settleMilliseconds) ?? 0
        )
    }
}
