extension StampSequencer {
    /// The unit is lost: the reject gate is told, and then the result is given.
    mutating func scrap(_ reason: StampReason, at now: UInt64, _ effects: inout [Effect]) {
        precondition(intent != nil, "nothing is scrapped before its intent")
        scrapReason = reason
        tellGate(until: now.advanced(byMilliseconds: Self.exchangeMilliseconds), at: now, &effects)
    }

    private mutating func tellGate(until: UInt64, at now: UInt64, _ effects: inout [Effect]) {
        guard let intent, rejectWrites < Self.maximumWrites else { return finish(.scrapped, scrapReason, &effects) }
        rejectWrites += 1
        state = .rejecting(until: until)
        write([RegisterWrite(station.rejectSequence, .number(intent.rejectSequence))], at: now, &effects)
    }

    mutating func rejectWritten(
        _ outcome: WriteOutcome,
        until: UInt64,
        at now: UInt64,
        _ effects: inout [Effect]
    ) {
        switch outcome {
        case .done:
            evidence.rejected = true
            finish(.scrapped, scrapReason, &effects)
        case .refused:
            finish(.scrapped, scrapReason, &effects)
        case .inDoubt:
            state = .confirmingReject(until: until)
            poll(at: now, &effects)
        }
    }

    mutating func rejectRead(_ sequence: UInt32?, at now: UInt64, _ effects: inout [Effect]) {
        guard let sequence, let until = state.deadline else { return pollAgain(at: now) }
        if sequence == intent?.rejectSequence {
            evidence.rejected = true
            finish(.scrapped, scrapReason, &effects)
        } else {
            // The gate counts, so the same number twice is one unit.
            tellGate(until: until, at: now, &effects)
        }
    }

    mutating func cannotStart(_ reason: StampReason, _ effects: inout [Effect]) {
        precondition(evidence.commandWrites == 0, "what was commanded is not reported as never started")
        finish(.cannotStart, reason, &effects)
    }

    mutating func finish(_ status: StampStatus, _ reason: StampReason?, _ effects: inout [Effect]) {
        precondition(state != .finished, "a unit ends once")
        precondition((status == .commissioned) == (evidence.readBack == serial), "only a read-back commissions")
        state = .finished
        request = nil
        pollAt = nil
        effects.append(.finished(StampResult(status, reason, evidence: evidence)))
    }
}
