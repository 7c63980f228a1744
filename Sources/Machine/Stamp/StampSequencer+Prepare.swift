extension StampSequencer {
    mutating func begin(_ alive: Bool, at now: UInt64, _ effects: inout [Effect]) {
        guard state == .idle else { return }
        heartbeatAlive = alive
        evidence.heartbeatLost = !alive
        if isRecovering {
            quietAt = now.advanced(byMilliseconds: station.markTimeoutMilliseconds)
            state = .marking(until: quietAt.advanced(byMilliseconds: station.markTimeoutMilliseconds))
            return poll(at: now, &effects)
        }
        guard payload != nil else { return cannotStart(.serialUnusable, &effects) }
        guard alive else { return cannotStart(.heartbeatLost, &effects) }
        state = .checking(until: now.advanced(byMilliseconds: Self.exchangeMilliseconds))
        poll(at: now, &effects)
    }

    /// The serial as it travels, or nil when it cannot.
    private var payload: SerialPayload? {
        SerialPayload(serial, maximumBytes: modbus.register(station.marker.payload)?.lengthBytes ?? 0)
    }

    private var payloadWrites: [RegisterWrite] {
        guard let payload else { return [] }
        return [
            RegisterWrite(station.marker.length, .number(payload.length)),
            RegisterWrite(station.marker.payload, .text(payload.serial)),
            RegisterWrite(station.marker.crc, .number(payload.crc)),
        ]
    }

    /// Why no command may go out now, as far as the line is concerned.
    private func obstacle(_ reading: StationReading) -> StampReason? {
        if !heartbeatAlive { return .heartbeatLost }
        return PackMLState(rawValue: reading.packML) == .execute ? nil : .notExecuting
    }

    mutating func check(_ reading: StationReading, at now: UInt64, _ effects: inout [Effect]) {
        if let reason = obstacle(reading) { return cannotStart(reason, &effects) }
        guard reading.taken == reading.acknowledged else { return cannotStart(.busy, &effects) }
        let sequence = width.next(after: reading.taken)
        guard reading.command != sequence else { return cannotStart(.commandPending, &effects) }
        let intent = StampIntent(
            station: station.id,
            serial: serial,
            sequence: sequence,
            bootCount: reading.bootCount,
            rejectSequence: rejectWidth.next(after: reading.reject)
        )
        self.intent = intent
        evidence.sequence = sequence
        state = .awaitingIntent(until: now.advanced(byMilliseconds: Self.exchangeMilliseconds))
        effects.append(.needIntent(intent))
    }

    mutating func intentCommitted(at now: UInt64, _ effects: inout [Effect]) {
        guard case .awaitingIntent = state else { return }
        state = .loading
        write(payloadWrites, at: now, &effects)
    }

    mutating func intentRefused(_ effects: inout [Effect]) {
        guard case .awaitingIntent = state else { return }
        cannotStart(.intentRefused, &effects)
    }

    /// The last look before the command: the payload is in the PLC, and nothing has moved since the intent.
    mutating func confirm(
        _ reading: StationReading,
        _ values: [String: RegisterValue],
        at now: UInt64,
        _ effects: inout [Effect]
    ) {
        // A payload still under way must not reach the PLC after the next unit's: it is waited for, to the deadline.
        let isThere = payloadWrites.allSatisfy { values[$0.name] == $0.value }
        guard isThere || payloadWritten else { return pollAgain(at: now) }
        if stopRequested { return cannotStart(.stopped, &effects) }
        guard isThere else { return cannotStart(.payloadNotWritten, &effects) }
        if let reason = obstacle(reading) { return cannotStart(reason, &effects) }
        let stands =
            reading.acknowledged == reading.taken && width.next(after: reading.taken) == intent?.sequence
            && reading.bootCount == intent?.bootCount && reading.command != intent?.sequence
        guard stands else { return cannotStart(.countersMoved, &effects) }
        let until = now.advanced(byMilliseconds: station.markTimeoutMilliseconds)
        firstCommandAt = now
        effects.append(.started)
        command(until: until, at: now, &effects)
    }

    mutating func command(until: UInt64, at now: UInt64, _ effects: inout [Effect]) {
        guard let intent else { return }
        evidence.commandWrites += 1
        state = .commanding(until: until)
        write([RegisterWrite(station.marker.commandSequence, .number(intent.sequence))], at: now, &effects)
    }

    mutating func stop(_ effects: inout [Effect]) {
        stopRequested = true
        switch state {
        case .idle where isRecovering, .loading, .confirming, .commanding, .reconciling, .marking, .verifying,
            .rejecting, .confirmingReject, .finished:
            // A payload under way is waited for; a command's outcome too.
            break
        case .idle, .checking, .awaitingIntent:
            cannotStart(.stopped, &effects)
        }
    }
}
