internal import Faults
import GPIO

extension DeliverSequencer {
    mutating func begin(_ snapshot: [LineName: Level], at now: UInt64, _ effects: inout [Effect]) {
        guard state == .idle else { return }
        levels = snapshot
        // What cannot start now is refused now, not after the wait.
        if obstacle() != nil || earliestStart <= now {
            turnOnOrConclude(at: now, &effects)
        } else {
            state = .settling(until: earliestStart)
        }
    }

    mutating func turnOnOrConclude(at now: UInt64, _ effects: inout [Effect]) {
        if let reason = obstacle() {
            if evidence.firings == 0 {
                finish(.cannotStart, reason, at: now, &effects)
            } else {
                conclude(at: now, &effects)
            }
            return
        }
        evidence.firings += 1
        evidence.homeSeen = false
        homeLeft = false
        onSince = now
        let off = now.advanced(byMilliseconds: lane.driveLimitMilliseconds)
        state = lane.home == nil ? .pulsing(off: off) : .leavingHome(off: off)
        effects.append(.set(lane.motor.name, .active))
        if firstOnAt == nil {
            firstOnAt = now
            effects.append(.started)
        }
    }

    /// The motor goes off; what was seen until now decides whether the drop window is still needed.
    mutating func turnOff(at now: UInt64, _ effects: inout [Effect]) {
        cutMotor(at: now, &effects)
        if evidence.dropSeen {
            clearOrConclude(at: now, &effects)
        } else {
            state = .watching(until: now.advanced(byMilliseconds: lane.dropWindowMilliseconds))
        }
    }

    mutating func cutMotor(at now: UInt64, _ effects: inout [Effect]) {
        guard let since = onSince else { return }
        motorOnNanoseconds += now > since ? now - since : 0
        onSince = nil
        lastOffAt = now
        effects.append(.set(lane.motor.name, .inactive))
    }

    mutating func windowClosed(at now: UInt64, _ effects: inout [Effect]) {
        let silentForCertain = !evidence.missedEdges && !obstructed && levels[lane.drop.name] == .inactive
        let undisturbed = !interlockOpened && !stopRequested && !cutShort
        guard evidence.firings < lane.attempts, evidence.homeSeen, silentForCertain, undisturbed else {
            conclude(at: now, &effects)
            return
        }
        state = .awaitingIntent(until: now.advanced(byMilliseconds: Self.furtherIntentWaitMilliseconds))
        if Mutant.furtherAttemptsWithoutIntent.isActive { return furtherIntentCommitted(at: now, &effects) }
        effects.append(.needFurtherIntent(attempt: evidence.firings + 1))
    }

    mutating func furtherIntentCommitted(at now: UInt64, _ effects: inout [Effect]) {
        guard case .awaitingIntent = state else { return }
        let rest = max(lane.minimumOffMilliseconds, settleMilliseconds)
        let earliest = lastOffAt.advanced(byMilliseconds: rest)
        if earliest <= now {
            turnOnOrConclude(at: now, &effects)
        } else {
            state = .settling(until: earliest)
        }
    }

    mutating func furtherIntentRefused(at now: UInt64, _ effects: inout [Effect]) {
        guard case .awaitingIntent = state else { return }
        conclude(at: now, &effects)
    }

    mutating func stop(_ reason: StopReason, at now: UInt64, _ effects: inout [Effect]) {
        stopRequested = true
        switch state {
        case .idle, .settling:
            if evidence.firings == 0 {
                finish(.cannotStart, .stopped, at: now, &effects)
            } else {
                conclude(at: now, &effects)
            }
        case .leavingHome, .returningHome, .pulsing:
            cutShort = true
            if reason == .shutdown {
                cutMotor(at: now, &effects)
                conclude(at: now, &effects)
            } else {
                turnOff(at: now, &effects)
            }
        case .watching where reason == .shutdown:
            cutShort = true
            conclude(at: now, &effects)
        case .awaitingIntent:
            conclude(at: now, &effects)
        case .clearing where reason == .shutdown:
            conclude(at: now, &effects)
        case .watching, .clearing, .finished:
            break
        }
    }

    /// Why the motor may not be turned on now, or nil.
    private mutating func obstacle() -> DeliveryReason? {
        let interlocks = Mutant.interlocksIgnored.isActive ? [] : interlocks
        for interlock in interlocks where levels[interlock.input.name] != .active {
            evidence.interlock = evidence.interlock ?? interlock.id
            return levels[interlock.input.name] == nil ? .inputUnreadable : .interlock
        }
        if let home = lane.home {
            guard let level = levels[home.name] else { return .inputUnreadable }
            if level != .active { return .notAtHome }
        }
        guard let level = levels[lane.drop.name] else { return .inputUnreadable }
        return level == .active ? .dropSensorBlocked : nil
    }
}
