extension SimulatedPLC {
    private var marker: Marker { station.marker }

    /// What comes next: the agenda, or one of the watchdogs that every request puts off.
    var nextStep: PLCStep? {
        var steps = agenda
        guard isRunning else { return steps.min { $0.time < $1.time } }
        if packML == .execute {
            let end = ourBeatAt.advanced(byMilliseconds: station.heartbeat.timeoutMilliseconds)
            steps.append(PLCStep(time: max(now, end), kind: .heartbeatMissed))
        }
        let watchdog = number(device?.outputWatchdog.register ?? "")
        if watchdog > 0, !watchdogTripped {
            let end = lastRequestAt.advanced(byMilliseconds: Int(watchdog))
            steps.append(PLCStep(time: max(now, end), kind: .outputsExpired))
        }
        return steps.min { $0.time < $1.time }
    }

    mutating func take(_ kind: PLCStep.Kind) {
        switch kind {
        case .take: takeCommand()
        case .fire: fire()
        case .markDone: acknowledge()
        case .readDone: readMark()
        case .powerLoss: losePower()
        case .powerBack: powerBack()
        case .settled(let state): settle(state)
        case .heartbeatMissed: enter(.holding, then: .held)
        case .outputsExpired:
            watchdogTripped = true
            if packML != .aborted, packML != .aborting { enter(.aborting, then: .aborted) }
        }
    }

    mutating func schedule(_ kind: PLCStep.Kind, inMilliseconds delay: Int) {
        agenda.append(PLCStep(time: now.advanced(byMilliseconds: delay), kind: kind))
    }

    /// Whether the register holds the one command that may be taken now.
    private var isCommandDue: Bool {
        let isNext = width.next(after: number(marker.takenSequence)) == number(marker.commandSequence)
        return packML == .execute && cycle == nil && isNext
            && number(marker.takenSequence) == number(marker.acknowledgedSequence)
    }

    mutating func scan() {
        if isCommandDue, !agenda.contains(where: { $0.kind == .take }) {
            schedule(.take, inMilliseconds: Self.scanMilliseconds)
        }
    }

    /// Copies, checks, latches; fires after that.
    private mutating func takeCommand() {
        guard isCommandDue else { return }
        let sequence = number(marker.commandSequence)
        let written = text(marker.payload)
        let payload = SerialPayload(written, maximumBytes: modbus.register(marker.payload)?.lengthBytes ?? 0)
        let isWhole = payload?.crc == number(marker.crc) && payload?.length == number(marker.length)
        set(station.readBack, "")
        set(marker.result, MarkResult.nothing.rawValue)
        set(marker.echoedHash, 0)
        set(marker.takenSequence, sequence)
        guard isWhole else {
            set(marker.result, MarkResult.crcMismatch.rawValue)
            set(marker.acknowledgedSequence, sequence)
            return
        }
        agenda.removeAll { $0.kind == .readDone }
        cycle = MarkCycle(sequence: sequence, serial: written)
        schedule(.fire, inMilliseconds: Self.aimMilliseconds)
        if fault == .heartbeatStops { heartbeatStoppedAt = now }
        if case .powerLoss(let delay) = fault { schedule(.powerLoss, inMilliseconds: delay) }
    }

    private mutating func fire() {
        guard let serial = cycle?.serial else { return }
        firings += 1
        marks[serial, default: 0] += 1
        if fault != .stuckBusy { schedule(.markDone, inMilliseconds: times.markMilliseconds) }
    }

    private mutating func acknowledge() {
        guard let cycle else { return }
        self.cycle = nil
        markedSerial = cycle.serial
        let hash = SerialPayload.hash(of: cycle.serial)
        set(marker.result, MarkResult.marked.rawValue)
        set(marker.echoedHash, fault == .wrongEcho ? ~hash : hash)
        set(marker.acknowledgedSequence, cycle.sequence)
        if fault != .unreadable { schedule(.readDone, inMilliseconds: times.readMilliseconds) }
    }

    private mutating func readMark() {
        guard let serial = markedSerial else { return }
        set(station.readBack, fault == .misread ? String(serial.reversed()) + "?" : serial)
    }

    mutating func enter(_ acting: PackMLState, then final: PackMLState) {
        packML = acting
        agenda.removeAll { if case .settled = $0.kind { true } else { $0.kind == .take } }
        if acting == .aborting {
            agenda.removeAll { [.fire, .markDone, .readDone].contains($0.kind) }
        }
        schedule(.settled(final), inMilliseconds: Self.actingMilliseconds)
    }

    private mutating func settle(_ state: PackMLState) {
        if packML == .clearing { resynchronise() }
        packML = state
        if state == .execute { ourBeatAt = now }
        scan()
    }

    /// A person has cleared the line: a command that was cut off is over, and says so.
    private mutating func resynchronise() {
        cycle = nil
        watchdogTripped = false
        lastRequestAt = now
        guard number(marker.takenSequence) != number(marker.acknowledgedSequence) else { return }
        set(marker.result, MarkResult.interrupted.rawValue)
        set(marker.echoedHash, 0)
        set(marker.acknowledgedSequence, number(marker.takenSequence))
    }
}
