import Machine
import TestSupport

extension StampLine {
    mutating func take(_ what: Happening) {
        switch what {
        case .toPLC(let effect, let agent, let isAnswered): arrive(effect, agent, isAnswered)
        case .toAgent(let event, let agent):
            if agent == self.agent { tell(event) }
        case .beat: beat()
        case .powerLoss: plc.powerCycle(at: now)
        case .hold: _ = plc.command(.hold, at: now)
        case .abort: _ = plc.command(.abort, at: now)
        case .panel:
            for press in [PackMLCommand.clear, .reset, .start, .unhold] where plc.command(press, at: now) { break }
            schedule(.panel, in: pick(30...700))
        case .crash:
            guard sequencer != nil else { return }
            sequencer = nil
            agent += 1
            schedule(.recover, in: pick(100...1_500))
        case .recover: recover()
        }
    }

    /// The agent starts again: what is on disk decides.
    private mutating func recover() {
        heartbeat = StationHeartbeat(of: station, in: modbus, now: now)
        if let intent = intents.last(where: { $0.serial == serial }) {
            begin(StampSequencer(recovering: intent, at: station, of: modbus))
        } else {
            begin(StampSequencer(serial: serial, at: station, of: modbus))
        }
    }

    /// The heartbeat runs beside the units, over the same bus.
    private mutating func beat() {
        schedule(.beat, in: 50)
        guard sequencer != nil || agent == 0 || outcomes[serial] != nil else { return }
        var effects = heartbeat.handle(.tick, at: now)
        while !effects.isEmpty {
            switch effects.removeFirst() {
            case .write(let write):
                let outcome = chance(misfortune / 8) ? nil : plc.write([write], at: now)
                effects += heartbeat.handle(.wrote(outcome ?? .inDoubt), at: now)
            case .read(let name):
                let values = chance(misfortune / 8) ? nil : plc.read([name], at: now)
                effects += heartbeat.handle(.read(values?[name]?.number), at: now)
            case .changed(let alive): tell(.heartbeat(alive: alive))
            }
        }
    }

    mutating func carryOut(_ effect: StampSequencer.Effect) {
        if outcomes[serial] != nil { fault = "\(effect) after the result of \(serial)" }
        switch effect {
        case .read, .write: send(effect)
        case .needIntent(let intent):
            if intent.serial != serial { fault = "an intent for \(intent.serial)" }
            if chance(misfortune / 20) {
                schedule(.toAgent(.intentRefused, agent: agent), in: pick(1...30))
            } else {
                intents.append(intent)
                schedule(.toAgent(.intentCommitted, agent: agent), in: pick(1...30))
            }
        case .started:
            if !intents.contains(where: { $0.serial == serial }) { fault = "started without an intent" }
        case .finished(let result):
            outcomes[serial] = result
            sequencer = nil
        }
    }

    /// A request on the bus: it may be lost, late or refused, and so may its answer.
    private mutating func send(_ effect: StampSequencer.Effect) {
        guard chance(misfortune / 3) else {
            return schedule(.toPLC(effect, agent: agent, isAnswered: true), in: pick(1...20))
        }
        switch pick(0...4) {
        case 0: giveUp(effect)
        case 1:
            schedule(.toPLC(effect, agent: agent, isAnswered: false), in: pick(1...20))
            giveUp(effect)
        case 2:
            schedule(.toPLC(effect, agent: agent, isAnswered: false), in: pick(Self.busTimeout...Self.longestDelay))
            giveUp(effect)
        case 3:
            // The agent is never told anything.
            schedule(.toPLC(effect, agent: agent, isAnswered: false), in: pick(1...Self.longestDelay))
        default:
            guard case .write(let number, _) = effect else { return giveUp(effect) }
            schedule(.toAgent(.wrote(number, .refused), agent: agent), in: pick(1...20))
        }
    }

    private mutating func giveUp(_ effect: StampSequencer.Effect, agent: Int? = nil) {
        let agent = agent ?? self.agent
        switch effect {
        case .read(let number, _): schedule(.toAgent(.readFailed(number), agent: agent), in: Self.busTimeout)
        case .write(let number, _): schedule(.toAgent(.wrote(number, .inDoubt), agent: agent), in: Self.busTimeout)
        case .needIntent, .started, .finished: break
        }
    }

    private mutating func arrive(_ effect: StampSequencer.Effect, _ agent: Int, _ isAnswered: Bool) {
        var event: StampSequencer.Event?
        switch effect {
        case .read(let number, let names):
            event = plc.read(names, at: now).map { .read(number, $0) }
        case .write(let number, let writes):
            event = plc.write(writes, at: now).map { .wrote(number, $0) }
            if event != nil, plc.takeReplyFault(forWriteOf: writes.map(\.name)) != nil { event = nil }
        case .needIntent, .started, .finished: break
        }
        guard isAnswered else { return }
        if let event {
            schedule(.toAgent(event, agent: agent), in: pick(1...20))
        } else {
            giveUp(effect, agent: agent)
        }
    }

    /// What must hold whatever happened.
    mutating func checkBooks(_ units: Int) {
        guard fault == nil else { return }
        if outcomes.count != units { fault = "\(outcomes.count) outcomes for \(units) units" }
        if Set(intents.map(\.serial)).count != intents.count { fault = "two intents for one serial" }
        if plc.firings > intents.count { fault = "\(plc.firings) firings for \(intents.count) intents" }
        for (serial, count) in plc.marks where count > 1 { fault = "\(serial) was marked \(count) times" }
        for (serial, result) in outcomes {
            let marks = plc.marks[serial] ?? 0
            switch result.status {
            case .commissioned:
                if marks != 1 || result.evidence.readBack != serial || result.reason != nil {
                    fault = "\(serial) is commissioned with \(marks) marks: \(result)"
                }
            case .scrapped:
                if result.reason == nil { fault = "\(serial) is scrapped without a reason" }
            case .cannotStart:
                if marks > 0 || result.reason == nil { fault = "\(serial) never started and has \(marks) marks" }
            }
        }
    }
}
