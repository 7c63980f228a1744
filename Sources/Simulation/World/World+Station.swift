import EdgeAgent
import Journal
import Machine
import Protocol

// What the program of a machine that stamps does at its station, in the order of the agent: what the last life left
// open, then commands, then units.
extension World {
    /// How long a line that could not take a unit is left alone.
    private static let pauseMilliseconds: Int64 = 100

    /// The station is looked at.
    func wakeStation(_ agent: SimulatedAgent, after delay: Int64 = 1) {
        guard agent.isUp, let station = agent.station, station.unit == nil, !station.isWorkWaiting else { return }
        station.isWorkWaiting = true
        at(delay, .agent(machine: agent.number, life: agent.life, .station))
    }

    func beginStationWork(_ station: SimulatedStation, _ agent: SimulatedAgent, _ store: JournalStore) throws {
        guard station.unit == nil, agent.writer != nil else { return }
        if let open = station.open.first { return try settle(open, station, agent, store) }
        if let run = try store.activeRun(), run.incarnation != agent.incarnation {
            return try change(run, to: .aborted, "newIncarnation", agent, store)
        }
        if let accepted = station.queue.first,
            !accepted.command.body.mayExpire || isExpired(accepted.command, agent) != nil
        {
            return try obey(accepted, station, agent, store)
        }
        guard !station.isEnding, agent.time.isKnown, let run = try store.activeRun(),
            run.state == RunState.running.rawValue
        else {
            station.isAtWork = false
            return
        }
        beat(station, agent)
        try beginUnit(of: run, station, agent, store)
    }

    private func isExpired(_ command: Command, _ agent: SimulatedAgent) -> Bool? {
        agent.time.isExpired(command, monotonicNanoseconds: agent.monotonic(now))
    }

    // What the last life left open.

    private func settle(
        _ open: OpenStamp,
        _ station: SimulatedStation,
        _ agent: SimulatedAgent,
        _ store: JournalStore
    ) throws {
        count(.interruptedUnit)
        switch UnitRecovery(of: open, stations: [station.station]) {
        case .decided(let result):
            _ = try conclude(OpenUnit(open), result, station, agent, store)
            station.open.removeFirst()
            wakeStation(agent)
        case .readBack(let intent, let place):
            beat(station, agent)
            station.unit = SimulatedStation.Unit(
                run: open.run,
                serial: open.serial,
                sequencer: StampSequencer(recovering: intent, at: place, of: station.modbus),
                number: open.unit,
                isOfLastLife: true
            )
            try stationTakes(.begin(heartbeatAlive: station.isAlive), agent)
        }
    }

    // Commands.

    private func obey(
        _ accepted: AcceptedCommand,
        _ station: SimulatedStation,
        _ agent: SimulatedAgent,
        _ store: JournalStore
    ) throws {
        guard let writer = agent.writer else { return }
        let command = accepted.command
        let isTooLate = command.body.mayExpire && isExpired(command, agent) != false
        do {
            let body = try commit(store) { store in
                let answer = isTooLate ? LineAnswer.refusal(.expired, "Too late.") : try store.obey(command)
                let body = answer.body(digest: accepted.digest)
                let answered = AnsweredCommand(command)
                try store.conclude(answered, body, acted: false, at: agent.instant(now)) { sequence in
                    try writer.make(body, answering: answered, sequence: sequence, in: store)
                }
                return body
            }
            station.queue.removeFirst()
            if command.body.startsRun, case .run = body { station.policy.resume() }
            markDirty(agent)
            wakeStation(agent)
        } catch let error as JournalError where error.code == .full || error.code == .queueFull {
            count(.noRoom)
            wakeStation(agent, after: 1_000)
        }
    }

    // Units.

    private func beginUnit(
        of run: StoredRun,
        _ station: SimulatedStation,
        _ agent: SimulatedAgent,
        _ store: JournalStore
    ) throws {
        guard let serial = try store.nextSerial(of: run.gtin) else {
            return try change(run, to: .ended, "noSerials", agent, store)
        }
        station.unit = SimulatedStation.Unit(
            run: run.id,
            serial: serial,
            sequencer: StampSequencer(serial: serial.serial, at: station.station, of: station.modbus)
        )
        guard isReady(station) else {
            station.unit?.result = StampResult(.cannotStart, .countersUnknown)
            return at(1, .agent(machine: agent.number, life: agent.life, .unitDecided))
        }
        try stationTakes(.begin(heartbeatAlive: station.isAlive), agent)
    }

    /// Makes the devices ready, as a start and a lost side ask for.
    private func isReady(_ station: SimulatedStation) -> Bool {
        guard !station.isReady else { return true }
        for device in station.modbus.devices {
            let (order, watchdog) = (device.wordOrder, device.outputWatchdog)
            guard case .values(let orders) = exchange(.read([order.register]), station),
                orders[order.register]?.number == order.value,
                case .wrote(.done) = exchange(
                    .write([RegisterWrite(watchdog.register, .number(watchdog.value))]),
                    station
                ),
                case .values(let watchdogs) = exchange(.read([watchdog.register]), station),
                watchdogs[watchdog.register]?.number == watchdog.value
            else { return false }
        }
        station.isReady = true
        return true
    }

    /// Something happened to the unit under way.
    func stationTakes(_ event: StampSequencer.Event, _ agent: SimulatedAgent) throws {
        guard let station = agent.station, var unit = station.unit, unit.result == nil else { return }
        let effects = unit.sequencer.handle(event, at: agent.monotonic(now))
        station.unit = unit
        for effect in effects {
            switch effect {
            case .read(let number, let names): ask(.read(names), number: number, agent)
            case .write(let number, let writes): ask(.write(writes), number: number, agent)
            case .needIntent(let intent):
                guard !unit.isOfLastLife else { throw Violation("a unit of the last life is to be marked again") }
                station.unit?.intent = intent
                at(between(1, 4), .agent(machine: agent.number, life: agent.life, .stampIntent))
            case .started: break
            case .finished(let result):
                station.unit?.result = result
                return at(between(0, 3), .agent(machine: agent.number, life: agent.life, .unitDecided))
            }
        }
        guard let deadline = station.unit?.sequencer.nextDeadline(after: agent.monotonic(now)) else { return }
        let wait = max(1, agent.milliseconds(until: deadline, at: now))
        guard station.nextTick.map({ $0 <= now || now + wait < $0 }) ?? true else { return }
        station.nextTick = now + wait
        at(wait, .agent(machine: agent.number, life: agent.life, .stationTick))
    }

    /// Writes the intent of the unit under way: the serial is spent.
    func writeStampIntent(_ agent: SimulatedAgent, _ store: JournalStore) throws {
        guard let station = agent.station, let unit = station.unit, let intent = unit.intent, unit.result == nil
        else { return }
        do {
            let number = try commit(store) { store in
                try store.recordStampIntent(
                    run: unit.run,
                    in: RunState.running.rawValue,
                    serial: unit.serial,
                    station: intent.station,
                    detail: StrictJSON.encode(intent),
                    at: agent.instant(now)
                )
            }
            serials.intended(unit.serial.serial, agent)
            station.unit?.number = number
        } catch let error as JournalError where !error.endsAgent && !agent.disk.isDown {
            count(.noRoom)
            station.unit?.error = error
        }
        try stationTakes(station.unit?.number == nil ? .intentRefused : .intentCommitted, agent)
    }

    /// The unit under way has its end.
    func endUnit(_ agent: SimulatedAgent, _ store: JournalStore) throws {
        guard let station = agent.station, let unit = station.unit, let result = unit.result else { return }
        station.nextTick = nil
        guard let number = unit.number else {
            station.unit = nil
            return try notBegun(result, unit, station, agent, store)
        }
        let open = OpenUnit(run: unit.run, unit: number, serial: unit.serial, station: station.station.id)
        let verdict = try conclude(open, result, station, agent, store)
        if result.status != .commissioned { station.isReady = false }
        if unit.isOfLastLife { station.open.removeFirst() }
        station.unit = nil
        wakeStation(agent, after: verdict == .pause ? Self.pauseMilliseconds : 1)
    }

    /// No intent was written, so the serial is still in its block.
    private func notBegun(
        _ result: StampResult,
        _ unit: SimulatedStation.Unit,
        _ station: SimulatedStation,
        _ agent: SimulatedAgent,
        _ store: JournalStore
    ) throws {
        guard let run = try store.run(unit.run), run.state == RunState.running.rawValue else {
            return wakeStation(agent)
        }
        switch result.reason {
        case .stopped: wakeStation(agent)
        case .intentRefused where unit.error.map { $0.code == .full || $0.code == .queueFull } ?? false:
            try change(run, to: .interrupted, "storage", agent, store)
        case .intentRefused: wakeStation(agent, after: Self.pauseMilliseconds)
        case let reason:
            station.isReady = false
            let verdict = station.policy.refused(reason ?? .countersUnknown, at: agent.monotonic(now))
            guard case .interrupt(let word) = verdict else {
                return wakeStation(agent, after: Self.pauseMilliseconds)
            }
            try change(run, to: .interrupted, word, agent, store)
        }
    }

    private func conclude(
        _ open: OpenUnit,
        _ result: StampResult,
        _ station: SimulatedStation,
        _ agent: SimulatedAgent,
        _ store: JournalStore
    ) throws -> RunPolicy.Verdict {
        guard let writer = agent.writer else { return .pause }
        let report = open.report(result)
        serials.concludes(report)
        var policy = station.policy
        let verdict = try commit(store) { store in
            try store.conclude(open, result, &policy, at: agent.instant(now)) {
                try writer.make($0, answering: $1, sequence: $2, in: store)
            }
        }
        station.policy = policy
        serials.concluded(report, by: agent)
        if report.status != .commissioned { count(.notCommissioned) }
        markDirty(agent)
        return verdict
    }

    private func change(
        _ run: StoredRun,
        to state: RunState,
        _ reason: String,
        _ agent: SimulatedAgent,
        _ store: JournalStore
    ) throws {
        guard let writer = agent.writer else { return }
        do {
            try commit(store) { store in
                try store.change(run, to: state, because: reason, at: agent.instant(now)) {
                    try writer.make($0, answering: $1, sequence: $2, in: store)
                }
            }
            markDirty(agent)
            wakeStation(agent)
        } catch let error as JournalError where error.code == .full || error.code == .queueFull {
            count(.noRoom)
            wakeStation(agent, after: Self.pauseMilliseconds)
        }
    }

    // Signs of life.

    /// From now on the signs of life are kept, as long as there is work: at an idle station nobody looks at them.
    private func beat(_ station: SimulatedStation, _ agent: SimulatedAgent) {
        station.isAtWork = true
        guard station.heartbeat == nil else { return }
        station.heartbeat = StationHeartbeat(of: station.station, in: station.modbus, now: agent.monotonic(now))
        at(0, .agent(machine: agent.number, life: agent.life, .beat))
    }

    /// Beats once, and whoever is at the panel looks at the line.
    func keepSigns(_ agent: SimulatedAgent) throws {
        guard let station = agent.station, var heartbeat = station.heartbeat else { return }
        guard station.isAtWork || station.unit != nil else {
            station.heartbeat = nil
            station.isReady = false
            return
        }
        station.attendant.look(at: &station.plc, now: SimulatedAgent.hardware(now))
        var effects = heartbeat.handle(.tick, at: agent.monotonic(now))
        var change: Bool?
        while !effects.isEmpty {
            switch effects.removeFirst() {
            case .write(let write):
                var outcome = WriteOutcome.inDoubt
                if case .wrote(let done) = exchange(.write([write]), station) { outcome = done }
                effects += heartbeat.handle(.wrote(outcome), at: agent.monotonic(now))
            case .read(let name):
                var seen: UInt32?
                if case .values(let values) = exchange(.read([name]), station) { seen = values[name]?.number }
                effects += heartbeat.handle(.read(seen), at: agent.monotonic(now))
            case .changed(let alive): change = alive
            }
        }
        station.heartbeat = heartbeat
        let wait = agent.milliseconds(until: heartbeat.nextDeadline(after: agent.monotonic(now)), at: now)
        at(max(1, wait), .agent(machine: agent.number, life: agent.life, .beat))
        guard let change else { return }
        if !change { station.isReady = false }
        try stationTakes(.heartbeat(alive: change), agent)
    }
}
