import GPIO

extension DeliverSequencer {
    /// Goods were seen and the motor is off: give them a moment to leave the sensor, so that a stuck one shows.
    mutating func clearOrConclude(at now: UInt64, _ effects: inout [Effect]) {
        if levels[lane.drop.name] == .active {
            state = .clearing(until: now.advanced(byMilliseconds: Self.clearingMilliseconds))
        } else {
            conclude(at: now, &effects)
        }
    }

    /// The verdict on a delivery whose motor has run and is off.
    mutating func conclude(at now: UInt64, _ effects: inout [Effect]) {
        if evidence.dropSeen {
            finish(.finished, nil, at: now, &effects)
        } else if missedDropEdges {
            finish(.inDoubt, .missedEdges, at: now, &effects)
        } else if obstructed || levels[lane.drop.name] != .inactive {
            finish(.inDoubt, .dropSensorBlocked, at: now, &effects)
        } else if interlockOpened {
            finish(.inDoubt, .interlockOpened, at: now, &effects)
        } else if cutShort {
            finish(.inDoubt, .stopped, at: now, &effects)
        } else if lane.home != nil, !evidence.homeSeen {
            finish(.failed, homeLeft ? .jam : .homeTimeout, at: now, &effects)
        } else {
            finish(.failed, .noDrop, at: now, &effects)
        }
    }

    mutating func finish(
        _ status: DeliveryStatus,
        _ reason: DeliveryReason?,
        at now: UInt64,
        _ effects: inout [Effect]
    ) {
        precondition(onSince == nil, "a delivery ends with its motor off")
        precondition(state != .finished, "a delivery ends once")
        state = .finished
        evidence.motorOnMilliseconds = Int(clamping: (motorOnNanoseconds + 999_999) / 1_000_000)
        evidence.homeAtEnd = lane.home.flatMap { levels[$0.name] }.map { $0 == .active }
        evidence.dropSensorActiveAtEnd = levels[lane.drop.name] == .active
        effects.append(.finished(DeliveryResult(status, reason, evidence: evidence)))
    }
}
