extension StampSequencer {
    /// What the counters say of the command, and what follows.
    mutating func judge(_ reading: StationReading, at now: UInt64, _ effects: inout [Effect]) {
        guard let intent, let until = state.deadline else { return }
        let decision = StampRecovery.decision(on: intent, from: reading, station: station, of: modbus)
        lastDecision = decision
        switch decision {
        case .done:
            evidence.markMilliseconds = firstCommandAt.map { Int(clamping: (now - $0) / 1_000_000) }
            state = .verifying(until: now.advanced(byMilliseconds: station.readTimeoutMilliseconds))
            poll(at: now, &effects)
        case .failed(let reason), .inDoubt(let reason):
            scrap(reason, at: now, &effects)
        case .underWay, .unproven:
            if isAborted(reading) { return scrap(.aborted, at: now, &effects) }
            state = .marking(until: until)
            pollAgain(at: now)
        case .notExecuted:
            if mayWriteAgain(reading) { return command(until: until, at: now, &effects) }
            if isRecovering, now >= quietAt { return cannotStart(.notExecuted, &effects) }
            // Not yet, or refused, or not mine to write: a write may still be under way until the deadline.
            pollAgain(at: now)
        }
    }

    /// Only while the write's own outcome was in doubt: one that the PLC has confirmed and lost, or refused, is odd.
    private func mayWriteAgain(_ reading: StationReading) -> Bool {
        guard case .reconciling = state, !isRecovering, !commandRefused, !stopRequested, heartbeatAlive else {
            return false
        }
        return evidence.commandWrites < Self.maximumWrites && PackMLState(rawValue: reading.packML) == .execute
    }

    private func isAborted(_ reading: StationReading) -> Bool {
        switch PackMLState(rawValue: reading.packML) {
        case .aborting, .aborted: true
        default: false
        }
    }

    mutating func verify(_ text: String?, at now: UInt64, _ effects: inout [Effect]) {
        guard let text, !text.isEmpty else { return pollAgain(at: now) }
        evidence.readBack = text
        if text == serial {
            finish(.commissioned, nil, &effects)
        } else {
            scrap(.readBackMismatch, at: now, &effects)
        }
    }

    /// The state's time is over.
    mutating func expire(at now: UInt64, _ effects: inout [Effect]) {
        switch state {
        case .checking: cannotStart(.countersUnknown, &effects)
        case .awaitingIntent: cannotStart(.intentRefused, &effects)
        case .confirming: cannotStart(stopRequested ? .stopped : .payloadNotWritten, &effects)
        case .commanding, .reconciling, .marking: markExpired(at: now, &effects)
        case .verifying: scrap(.unreadable, at: now, &effects)
        case .rejecting, .confirmingReject: finish(.scrapped, scrapReason, &effects)
        case .idle, .loading, .finished: break
        }
    }

    private mutating func markExpired(at now: UInt64, _ effects: inout [Effect]) {
        switch lastDecision {
        case .notExecuted where commandRefused: scrap(.commandRefused, at: now, &effects)
        case .notExecuted, .underWay(taken: false): scrap(.notTaken, at: now, &effects)
        case .underWay(taken: true): scrap(.markTimeout, at: now, &effects)
        case .done, .failed, .inDoubt, .unproven, nil: scrap(.inDoubt, at: now, &effects)
        }
    }
}
