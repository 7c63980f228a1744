package import GPIO
package import Machine
package import Protocol

/// What the control loop remembers between deliveries, and what it makes of the inputs. Pure.
package struct LaneWatch {
    private let profile: MachineProfile
    private var laneOffAt: [String: UInt64] = [:]
    private var anyOffAt: UInt64?
    /// Lanes whose last delivery did not finish: not sold until a person cleared them and the agent was told.
    package private(set) var deliveries: Int64 = 0

    /// Nothing ran yet.
    package init(profile: MachineProfile) {
        self.profile = profile
    }

    /// When the lane's motor may be turned on.
    package func earliestStart(of lane: Lane) -> UInt64 {
        profile.earliestStart(of: lane, laneOffAt: laneOffAt[lane.id], anyOffAt: anyOffAt)
    }

    /// A delivery ended and its motor is off.
    package mutating func ended(_ lane: Lane, at now: UInt64) {
        laneOffAt[lane.id] = now
        anyOffAt = now
        deliveries += 1
    }

    /// Whether each lane could start now, from the inputs' levels.
    package func health(_ levels: [LineName: Level]) -> [HealthReport.Lane] {
        profile.lanes.map { lane in
            let reason = obstacle(lane, levels)
            return HealthReport.Lane(id: lane.id, ready: reason == nil, reason: reason?.rawValue)
        }
    }

    private func obstacle(_ lane: Lane, _ levels: [LineName: Level]) -> DeliveryReason? {
        let inputs = [lane.home, lane.drop].compactMap(\.self) + profile.interlocks(blocking: lane.id).map(\.input)
        if inputs.contains(where: { levels[$0.name] == nil }) { return .inputUnreadable }
        if profile.interlocks(blocking: lane.id).contains(where: { levels[$0.input.name] == .inactive }) {
            return .interlock
        }
        if let home = lane.home, levels[home.name] == .inactive { return .notAtHome }
        return levels[lane.drop.name] == .active ? .dropSensorBlocked : nil
    }
}
