extension SimulatedPLC {
    private var marker: Marker { station.marker }

    /// What the power does not take, on a PLC that keeps it.
    private var retentive: [String] {
        marker.retentive ? [marker.takenSequence, marker.acknowledgedSequence, marker.bootCount] : []
    }

    /// Sets every register to what it holds after a start.
    mutating func clearMemory(keeping names: [String]) {
        let kept = registers
        registers = [:]
        for register in device?.registers ?? [] {
            registers[register.name] = register.kind == .text ? .text("") : .number(0)
        }
        for name in station.registers.map(\.name) where registers[name] == nil {
            registers[name] = modbus.register(name)?.kind == .text ? .text("") : .number(0)
        }
        for name in names {
            registers[name] = kept[name]
        }
        for expectation in [device?.identity, device?.wordOrder].compactMap({ $0 }) {
            registers[expectation.register] = .number(expectation.value)
        }
    }

    func number(_ name: String) -> UInt32 { registers[name]?.number ?? 0 }
    func text(_ name: String) -> String { registers[name]?.text ?? "" }

    mutating func set(_ name: String, _ number: UInt32) { registers[name] = .number(number) }
    mutating func set(_ name: String, _ text: String) { registers[name] = .text(text) }

    /// The register as it reads now; nil when there is none.
    func value(of name: String) -> RegisterValue? {
        switch name {
        case station.packMLState: .number(packML.rawValue)
        case station.heartbeat.theirs: .number(beat)
        default: registers[name]
        }
    }

    /// The PLC's own counter: one more per period since it started.
    private var beat: UInt32 {
        let until = min(now, heartbeatStoppedAt ?? now)
        let period = UInt64(0).advanced(byMilliseconds: max(1, station.heartbeat.periodMilliseconds))
        return UInt32(truncatingIfNeeded: (until - min(until, startedAt)) / period) & 0xFFFF
    }

    /// Whether the write can be stored: a register the agent writes, of the right kind.
    func accepts(_ write: RegisterWrite) -> Bool {
        guard let register = modbus.register(write.name), register.table == .holding else { return false }
        let isOurs = station.registers.contains { $0.name == write.name && $0.role.isWritten }
        guard isOurs || write.name == device?.outputWatchdog.register else { return false }
        return switch (register.kind, write.value) {
        case (.text, .text(let text)): text.utf8.count <= (register.lengthBytes ?? 0)
        case (.uint16, .number(let number)): number <= 0xFFFF
        case (.uint32, .number): true
        case (.text, .number), (.uint16, .text), (.uint32, .text): false
        }
    }

    mutating func store(_ write: RegisterWrite) {
        let before = registers[write.name]
        if write.name == station.rejectSequence, rejectWidth.next(after: number(write.name)) == write.value.number {
            rejections += 1
        }
        if write.name == station.heartbeat.ours, before != write.value { ourBeatAt = now }
        if write.name == marker.commandSequence, let sequence = write.value.number, sequence != faultyCommand {
            faultyCommand = sequence
            fault = nextFault().strike(command: sequence)
            replySpoilt = false
        }
        registers[write.name] = write.value
    }

    private mutating func nextFault() -> StationFault {
        guard var entry = script else { return .normal }
        if let commands = entry.commands {
            entry.commands = commands - 1
            script = commands > 1 ? entry : nil
        }
        return entry.fault
    }

    mutating func losePower() {
        isRunning = false
        agenda = []
        cycle = nil
        markedSerial = nil
        clearMemory(keeping: retentive)
        schedule(.powerBack, inMilliseconds: Self.restartMilliseconds)
    }

    mutating func powerBack() {
        isRunning = true
        packML = .aborted
        watchdogTripped = false
        heartbeatStoppedAt = nil
        startedAt = now
        ourBeatAt = now
        lastRequestAt = now
        fault = .normal
        faultyCommand = 0
        if marker.retentive { set(marker.bootCount, number(marker.bootCount) &+ 1) }
    }
}
