internal import Faults

extension StampSequencer {
    /// Reads what the state waits for.
    mutating func poll(at now: UInt64, _ effects: inout [Effect]) {
        switch state {
        case .checking, .reconciling, .marking:
            read(StationReading.registers(of: station), at: now, &effects)
        case .confirming:
            read(station.marker.payloadBlock + StationReading.registers(of: station), at: now, &effects)
        case .verifying:
            read([station.readBack], at: now, &effects)
        case .confirmingReject:
            read([station.rejectSequence], at: now, &effects)
        case .idle, .awaitingIntent, .loading, .commanding, .rejecting, .finished:
            break
        }
    }

    mutating func pollAgain(at now: UInt64) {
        pollAt = now.advanced(byMilliseconds: Self.pollMilliseconds)
    }

    private mutating func read(_ names: [String], at now: UInt64, _ effects: inout [Effect]) {
        ask(isWrite: false, at: now)
        effects.append(.read(requestNumber, names))
    }

    mutating func write(_ writes: [RegisterWrite], at now: UInt64, _ effects: inout [Effect]) {
        ask(isWrite: true, at: now)
        effects.append(.write(requestNumber, writes))
    }

    private mutating func ask(isWrite: Bool, at now: UInt64) {
        pollAt = nil
        requestNumber += 1
        let until = now.advanced(byMilliseconds: answerMilliseconds)
        request = Request(number: requestNumber, until: until, isWrite: isWrite)
    }

    /// Registers were read, or could not be.
    mutating func answered(
        _ number: Int,
        _ values: [String: RegisterValue]?,
        at now: UInt64,
        _ effects: inout [Effect]
    ) {
        guard let request, request.number == number, !request.isWrite else { return }
        self.request = nil
        switch state {
        case .verifying:
            verify(values?[station.readBack]?.text, at: now, &effects)
        case .confirmingReject:
            rejectRead(values?[station.rejectSequence]?.number, at: now, &effects)
        case .checking, .confirming, .reconciling, .marking:
            guard let values, let reading = StationReading(values, of: station) else { return pollAgain(at: now) }
            note(reading)
            if case .checking = state {
                check(reading, at: now, &effects)
            } else if case .confirming = state {
                confirm(reading, values, at: now, &effects)
            } else {
                judge(reading, at: now, &effects)
            }
        case .idle, .awaitingIntent, .loading, .commanding, .rejecting, .finished:
            break
        }
    }

    /// A write has its outcome, or none in time.
    mutating func wrote(_ number: Int, _ outcome: WriteOutcome, at now: UInt64, _ effects: inout [Effect]) {
        guard let request, request.number == number, request.isWrite else { return }
        self.request = nil
        switch state {
        case .loading:
            payloadWritten = outcome == .done
            state = .confirming(until: now.advanced(byMilliseconds: Self.exchangeMilliseconds))
            poll(at: now, &effects)
        case .commanding(let until):
            commandRefused = outcome == .refused
            if Mutant.timedOutWritesRepeated.isActive, outcome == .inDoubt, let first = intent?.sequence {
                intent?.sequence = width.next(after: first)
                return command(until: until, at: now, &effects)
            }
            state = outcome == .done ? .marking(until: until) : .reconciling(until: until)
            poll(at: now, &effects)
        case .rejecting(let until):
            rejectWritten(outcome, until: until, at: now, &effects)
        case .idle, .checking, .awaitingIntent, .confirming, .reconciling, .marking, .verifying, .confirmingReject,
            .finished:
            break
        }
    }

    private mutating func note(_ reading: StationReading) {
        evidence.bootCount = reading.bootCount
        evidence.takenSequence = reading.taken
        evidence.acknowledgedSequence = reading.acknowledged
        evidence.result = reading.result
        evidence.echoedHash = reading.hash
        evidence.packMLState = reading.packML
    }
}
