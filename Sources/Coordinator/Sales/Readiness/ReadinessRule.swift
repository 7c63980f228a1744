/// Decides whether one unit may be quoted: link up, machine healthy, lane healthy, stock there.
package struct ReadinessRule: Hashable, Codable, Sendable {
    /// How the machine stands with its operator.
    package enum MachineStanding: String, Hashable, Codable, Sendable, CaseIterable {
        /// Enrolled, and no operator allowed it yet.
        case notAllowed
        /// Allowed.
        case allowed
        /// Quarantined.
        case quarantined
    }

    /// What is known of a machine, its link and one lane.
    package struct Conditions: Hashable, Codable, Sendable {
        /// Whether the coordinator is in recovery after a restore.
        package var isRecovering = false
        /// How the machine stands.
        package var machine = MachineStanding.allowed
        /// Whether the machine runs the profile that the place sells from.
        package var hasExpectedProfile = true
        /// Whether its command stream is connected.
        package var isConnected = true
        /// When it was last heard, in milliseconds of the clock of `now`; nil when `isConnected` already means that.
        package var lastHeardAt: Int64?
        /// Whether its door is closed and it stands upright.
        package var areInterlocksClosed = true
        /// Whether the machine itself reports the lane as ready.
        package var isLaneReady = true
        /// Whether an operator sells from the lane.
        package var isLaneEnabled = true
        /// Whether a failed or doubtful delivery awaits a person.
        package var isLaneFaulted = false
        /// The lane's units.
        package var stock = StockRule(stock: 0)

        /// A machine in order, with an empty lane.
        package init() {}
    }

    /// The longest silence of a machine that is sold from, in milliseconds.
    package var maximumSilenceMilliseconds: Int64

    /// Makes a rule.
    package init(maximumSilenceMilliseconds: Int64) {
        self.maximumSilenceMilliseconds = maximumSilenceMilliseconds
    }

    /// Nil when ready, else the first reason against it: what concerns the whole machine comes before the lane.
    package func refusal(_ conditions: Conditions, now: Int64) -> ReadinessRefusal? {
        if conditions.isRecovering { return .recovering }
        switch conditions.machine {
        case .notAllowed: return .machineNotAllowed
        case .quarantined: return .machineQuarantined
        case .allowed: break
        }
        guard conditions.hasExpectedProfile else { return .profileDiffers }
        guard conditions.isConnected else { return .machineOffline }
        if let lastHeardAt = conditions.lastHeardAt, !isRecent(lastHeardAt, now: now) { return .machineSilent }
        guard conditions.areInterlocksClosed else { return .interlockOpen }
        guard conditions.isLaneEnabled else { return .laneDisabled }
        guard !conditions.isLaneFaulted else { return .laneFaulted }
        guard conditions.isLaneReady else { return .laneNotReady }
        return conditions.stock.available > 0 ? nil : .soldOut
    }

    /// A time ahead of now is not silence: clocks of several coordinators differ a little.
    private func isRecent(_ lastHeardAt: Int64, now: Int64) -> Bool {
        let (age, overflow) = now.subtractingReportingOverflow(lastHeardAt)
        return !overflow && age <= maximumSilenceMilliseconds
    }
}
