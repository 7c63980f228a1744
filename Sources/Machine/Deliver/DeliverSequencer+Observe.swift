import GPIO

extension DeliverSequencer {
    mutating func edge(
        _ line: LineName,
        _ level: Level,
        at timestamp: UInt64,
        now: UInt64,
        _ effects: inout [Effect]
    ) {
        guard state != .idle, state != .finished else { return }
        levels[line] = level
        if line == lane.drop.name {
            dropEdge(level, at: timestamp, now: now, &effects)
        } else if line == lane.home?.name {
            homeEdge(level, at: timestamp, now: now, &effects)
        } else if let interlock = interlocks.first(where: { $0.input.name == line }), level == .inactive {
            opened(interlock, at: now, &effects)
        }
    }

    mutating func missed(_ line: LineName, at now: UInt64, _ effects: inout [Effect]) {
        guard state != .idle, state != .finished else { return }
        if line == lane.drop.name {
            evidence.missedEdges = true
            missedDropEdges = missedDropEdges || (firstOnAt != nil && !evidence.dropSeen)
        } else if line == lane.home?.name {
            evidence.missedEdges = true
            // The edge away from home may be among the lost ones: taking the next one back for the end of the turn
            // stops the motor too early at worst, never a turn too late.
            if case .leavingHome(let off) = state {
                state = .returningHome(off: off)
            }
        } else if let interlock = interlocks.first(where: { $0.input.name == line }) {
            evidence.missedEdges = true
            // It may have been open and closed again.
            opened(interlock, at: now, &effects)
        }
    }

    private mutating func dropEdge(_ level: Level, at timestamp: UInt64, now: UInt64, _ effects: inout [Effect]) {
        if level == .inactive {
            if case .clearing = state {
                conclude(at: now, &effects)
            }
            return
        }
        guard let firstOnAt else { return }
        guard timestamp >= firstOnAt else {
            // Read late: it was blocked before the motor ran, so it is not the goods, and it may hide them.
            obstructed = true
            return
        }
        evidence.dropEdges += 1
        if !evidence.dropSeen {
            evidence.dropSeen = true
            evidence.dropTimestampMilliseconds = Int(clamping: (timestamp - firstOnAt) / 1_000_000)
        }
        switch state {
        case .pulsing: turnOff(at: now, &effects)
        case .watching, .awaitingIntent, .settling: clearOrConclude(at: now, &effects)
        // With a home switch the motor first finishes its turn, so that the lane can be used again.
        case .leavingHome, .returningHome, .clearing, .idle, .finished: break
        }
    }

    private mutating func homeEdge(_ level: Level, at timestamp: UInt64, now: UInt64, _ effects: inout [Effect]) {
        guard let onSince, timestamp >= onSince else { return }
        switch (state, level) {
        case (.leavingHome(let off), .inactive):
            homeLeft = true
            state = .returningHome(off: off)
        case (.returningHome, .inactive):
            homeLeft = true
        case (.returningHome, .active):
            homeLeft = true
            evidence.homeSeen = true
            turnOff(at: now, &effects)
        default:
            break
        }
    }

    private mutating func opened(_ interlock: Interlock, at now: UInt64, _ effects: inout [Effect]) {
        evidence.interlock = evidence.interlock ?? interlock.id
        interlockOpened = true
        switch state {
        case .settling where evidence.firings == 0:
            finish(.cannotStart, .interlock, at: now, &effects)
        case .leavingHome, .returningHome, .pulsing:
            turnOff(at: now, &effects)
        case .settling, .awaitingIntent:
            conclude(at: now, &effects)
        case .idle, .watching, .clearing, .finished:
            break
        }
    }
}
