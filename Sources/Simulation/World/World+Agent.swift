import Coordinator
import EdgeAgent
import GPIO
import Journal
import Machine
import Protocol
import SQLite

// What the program on a machine does.
extension World {
    /// How long an agent takes to start.
    private static let startMilliseconds: Int64 = 800
    /// The longest pause that the watchdog lets pass.
    static let watchdogMilliseconds: Int64 = 2_000
    /// How often health is looked at, and something is posted in any case.
    private static let telemetryMilliseconds = ProtocolLimits.heartbeatSeconds * 1_000

    /// Runs a part of an agent's program. What ends the program in the shipped agent ends it here, and what only ends
    /// the session there ends that.
    /// - Parameter isLink: whether it belongs to the session.
    func step(_ agent: SimulatedAgent, isLink: Bool = false, _ body: (JournalStore) throws -> Void) {
        guard agent.isUp, let store = agent.store else { return }
        agent.disk.setTime(milliseconds: agent.wall(now))
        do {
            try body(store)
        } catch let error as Violation {
            violation = violation ?? error
        } catch let error as JournalError where error.endsAgent || agent.disk.isDown {
            note("agent \(agent.number) ends \(error.code)")
            stopAgent(agent, cutsPower: agent.disk.isDown, restartsAfter: between(1_000, 3_000))
        } catch let error where isLink {
            note("agent \(agent.number) \((error as? JournalError)?.code.rawValue ?? Self.word(error))")
            breakLink(of: agent)
        } catch let error as JournalError where error.code == .full || error.code == .queueFull {
            // The outcome of what ran finds no room, though some was kept for it.
            violation = violation ?? Violation("agent \(agent.number) has no room for an outcome: \(error)")
        } catch {
            violation = violation ?? Violation("the program of agent \(agent.number) failed: \(error)")
        }
        if agent.disk.isDown { stopAgent(agent, cutsPower: true, restartsAfter: between(2_000, 20_000)) }
    }

    /// One transaction of a journal. A commit that fails tells of it in SQLite's words; the shipped journal tells of it
    /// in its own.
    @discardableResult
    func commit<T>(_ store: JournalStore, _ body: (JournalStore) throws -> T) throws -> T {
        do { return try store.transact(body) } catch let error as SQLiteError {
            throw JournalError(error, while: "committing")
        }
    }

    /// The program ends, with the power or without.
    func stopAgent(_ agent: SimulatedAgent, cutsPower: Bool, restartsAfter delay: Int64) {
        guard agent.isUp else { return }
        breakLink(of: agent)
        agent.forget(now)
        if cutsPower {
            count(.powerCut)
            agent.disk.crash()
        }
        at(delay + Self.startMilliseconds, .agentStarts(agent.number))
    }

    /// The program starts.
    func startAgent(_ agent: SimulatedAgent) {
        guard !agent.isUp else { return }
        agent.bootedAt = now
        agent.disk.setTime(milliseconds: agent.wall(now))
        do {
            try agent.readKeys()
            var configuration = JournalConfiguration()
            configuration.maximumBytes = 64 << 20
            configuration.telemetryFreeBytes = 0
            let (store, opening) = try JournalStore.open(
                directory: "journal",
                configuration: configuration,
                on: agent.disk
            )
            agent.store = store
            agent.isUp = true
            if case .damagedQuarantined(_, let reason) = opening {
                try fail("the journal of \(agent.number) was damaged by a crash: \(reason)")
            }
            try oracle.journalOpened(agent, store)
            _ = try commit(store) { try agent.keys.ring.settle($0) }
        } catch {
            note("agent \(agent.number) can't start \(Self.word(error))")
            violation = violation ?? (error as? Violation)
            agent.forget(now)
            if agent.disk.isDown { agent.disk.crash() }
            at(between(2_000, 5_000), .agentStarts(agent.number))
            return
        }
        step(agent) { try self.beginLife(of: agent, $0) }
        guard agent.isUp else { return }
        connect(agent, after: between(0, 500))
        at(between(500, 2_000), .agent(machine: agent.number, life: agent.life, .telemetry))
    }

    /// One incarnation of the journal begins to be served: what the last life left open is settled first.
    private func beginLife(of agent: SimulatedAgent, _ store: JournalStore) throws {
        guard let trust = try Trust.load(store, anchor: agent.anchor), trust.incarnation > 0 else { return }
        agent.incarnation = trust.incarnation
        let (clock, number) = (clock, agent.number)
        let wallStep = agent.wallStep
        agent.writer = ReceiptWriter(
            keys: agent.keys,
            deployment: trust.keyset.iss,
            incarnation: trust.incarnation,
            boot: "boot-\(number)-\(agent.life)",
            source: ReceiptWriter.Source(
                wallMilliseconds: { max(0, WorldClock.beginning + clock.now + wallStep) },
                randomBytes: { [identifiers = agent.identifiers] in identifiers.randomBytes($0) }
            )
        )
        for open in try store.openIntents() {
            let (accepted, result) = try CommandRecovery.interrupted(
                open.command,
                profile: agent.profile,
                levels: agent.physics.levels
            )
            count(.interrupted)
            if settings.weakness == .runsOpenIntentsAgain {
                agent.runsAgain.insert(accepted.command.jti)
                enqueue(accepted, agent)
                continue
            }
            try conclude(accepted.command, result, acted: true, agent, store)
        }
        agent.station?.open = try store.openStamps()
        for received in try store.receivedWithoutIntent() {
            switch try CommandRecovery.waiting(received, incarnation: agent.incarnation) {
            case .run(let accepted): enqueue(accepted, agent)
            case .ended(let accepted, let result): try conclude(accepted.command, result, acted: false, agent, store)
            case .refused(let accepted, let code, let detail):
                try close(accepted, .refused(code, detail, digest: accepted.digest), agent, store)
            }
        }
        wakeStation(agent)
    }

    /// An alarm of an agent's clocks.
    func alarm(_ alarm: Happening.AgentAlarm, _ agent: SimulatedAgent) {
        switch alarm {
        case .connect: beginConnecting(agent)
        case .work:
            agent.isWorkWaiting = false
            step(agent) { try self.beginWork(agent, $0) }
        case .immediate: step(agent) { try self.answerAtOnce(agent, $0) }
        case .act: step(agent) { _ in try self.act(agent) }
        case .delivery: step(agent) { _ in try self.passDelivery(agent) }
        case .furtherIntent(let attempt): step(agent) { try self.furtherIntent(attempt, agent, $0) }
        case .conclude: step(agent) { try self.concludeDelivery(agent, $0) }
        case .station:
            step(agent) { store in
                guard let station = agent.station else { return }
                station.isWorkWaiting = false
                try self.beginStationWork(station, agent, store)
            }
        case .beat: step(agent) { _ in try self.keepSigns(agent) }
        case .stationTick: step(agent) { _ in try self.stationTakes(.tick, agent) }
        case .noAnswer(let number): step(agent) { _ in try self.hearsNothing(number, agent) }
        case .stampIntent: step(agent) { try self.writeStampIntent(agent, $0) }
        case .unitDecided: step(agent) { try self.endUnit(agent, $0) }
        case .post: step(agent, isLink: true) { try self.post(agent, $0) }
        case .telemetry:
            step(agent, isLink: true) { try self.noteHealth(agent, $0) }
            at(Self.telemetryMilliseconds, .agent(machine: agent.number, life: agent.life, .telemetry))
        }
    }

    // Commands.

    /// Takes one envelope, as `CommandIntake` does.
    /// - Returns: false when one before it is missing.
    func intake(_ compact: String, _ verifier: CommandVerifier, _ agent: SimulatedAgent, _ store: JournalStore) throws
        -> Bool
    {
        let command: Command
        do {
            command = try verifier.verify(compact)
            try command.checkBody()
        } catch {
            try refuse(compact, error, nil, agent, store)
            return false
        }
        guard try !Trust.isAside(store) else {
            try refuse(compact, ProtocolError(.quarantined, "Set aside."), command, agent, store)
            return true
        }
        let incoming = try IncomingCommand(command, envelope: compact, at: agent.instant(now))
        switch try commit(store, { try $0.receive(incoming) }) {
        case .accepted:
            enqueue(AcceptedCommand(command, envelope: compact), agent)
        case .duplicate(let receipt):
            count(.duplicateCommand)
            if receipt != nil { markDirty(agent) }
        case .gap: return false
        case .counterReuse:
            violation = violation ?? Violation("counter \(command.cnt) of machine \(agent.number) was used twice")
            try refuse(compact, ProtocolError(.counterReuse, "Used."), command, setsAside: true, agent, store)
        case .replayedBeyondMemory:
            try refuse(compact, ProtocolError(.replayed, "Forgotten."), command, agent, store)
        }
        return true
    }

    private func refuse(
        _ compact: String,
        _ error: ProtocolError,
        _ command: Command?,
        setsAside: Bool = false,
        _ agent: SimulatedAgent,
        _ store: JournalStore
    ) throws {
        count(.refusedCommand)
        guard let writer = agent.writer else { return }
        let digest = Fingerprint.sha256(Array(compact.utf8))
        guard !agent.refused.contains(digest) else { return }
        let refusal = ReceiptBody.refused(error.code, error.message, digest: digest)
        let answered = command.map { AnsweredCommand($0) }
        try commit(store) { store in
            try store.appendReceipt(kind: refusal.kind.rawValue, at: agent.instant(now)) { sequence in
                try writer.make(refusal, answering: answered, sequence: sequence, in: store)
            }
            if setsAside { try Trust.setAside(error.code, in: store) }
        }
        agent.refused.insert(digest)
        markDirty(agent)
    }

    private func enqueue(_ accepted: AcceptedCommand, _ agent: SimulatedAgent) {
        switch accepted.command.body {
        case .deliver:
            agent.queue.append(accepted)
            wakeWork(agent)
        case .grantBlock, .returnBlock, .startRun, .controlRun:
            agent.station?.queue.append(accepted)
            wakeStation(agent)
        case .setOutputsSafe, .ping, .rotateKey:
            agent.immediate.append(accepted)
            at(1, .agent(machine: agent.number, life: agent.life, .immediate))
        }
    }

    /// Answers a command that waits for nothing.
    private func answerAtOnce(_ agent: SimulatedAgent, _ store: JournalStore) throws {
        guard let accepted = agent.immediate.first, let writer = agent.writer else { return }
        if case .setOutputsSafe = accepted.command.body, var running = agent.running, running.result == nil {
            let effects = running.sequencer.handle(.stop(.safeOutputs), at: agent.monotonic(now))
            agent.running = running
            try perform(effects, agent)
        }
        do {
            try commit(store) { store in
                let answered = AnsweredCommand(accepted.command)
                let body: ReceiptBody
                switch accepted.command.body {
                case .setOutputsSafe: body = .outputsSafe(.init(stopped: nil))
                case .rotateKey: body = try agent.keys.ring.answerRotation(store, digest: accepted.digest)
                default: body = .pong
                }
                try store.conclude(answered, body, acted: false, at: agent.instant(now)) { sequence in
                    try writer.make(body, answering: answered, sequence: sequence, in: store)
                }
            }
            agent.immediate.removeFirst()
            markDirty(agent)
        } catch let error as JournalError where error.code == .full || error.code == .queueFull {
            count(.noRoom)
            at(1_000, .agent(machine: agent.number, life: agent.life, .immediate))
        }
        guard !agent.immediate.isEmpty else { return }
        at(1, .agent(machine: agent.number, life: agent.life, .immediate))
    }

    func wakeWork(_ agent: SimulatedAgent) {
        guard agent.isUp, agent.running == nil, !agent.queue.isEmpty, !agent.isWorkWaiting else { return }
        agent.isWorkWaiting = true
        at(between(0, 5), .agent(machine: agent.number, life: agent.life, .work))
    }

    /// Looks at the oldest command: answers it, ends it, or writes its intent.
    private func beginWork(_ agent: SimulatedAgent, _ store: JournalStore) throws {
        guard agent.running == nil, let accepted = agent.queue.first else { return }
        do {
            try begin(accepted, agent, store)
        } catch let error as JournalError where error.code == .full || error.code == .queueFull {
            // The answer found no room: it is judged again in a while.
            count(.noRoom)
            agent.isWorkWaiting = true
            at(1_000, .agent(machine: agent.number, life: agent.life, .work))
        }
    }

    private func begin(_ accepted: AcceptedCommand, _ agent: SimulatedAgent, _ store: JournalStore) throws {
        let command = accepted.command
        guard case .deliver(let deliver) = command.body else { return }
        // Without the coordinator's time since this start nobody can tell whether the command is still valid.
        guard let isExpired = agent.time.isExpired(command, monotonicNanoseconds: agent.monotonic(now)) else { return }
        guard let lane = agent.profile.lane(deliver.lane) else {
            try close(accepted, .refused(.profileForbids, "No lane.", digest: accepted.digest), agent, store)
            agent.queue.removeFirst()
            return wakeWork(agent)
        }
        guard !isExpired else {
            try conclude(command, DeliveryResult(.cannotStart, .expired), acted: false, agent, store)
            agent.queue.removeFirst()
            return wakeWork(agent)
        }
        do {
            let isWeak = settings.weakness == .actsBeforeTheIntent || agent.runsAgain.contains(command.jti)
            if !isWeak { try intend(command, attempt: 1, agent, store) }
        } catch let error as JournalError where error.code == .full || error.code == .queueFull {
            count(.noRoom)
            try close(accepted, .refused(.storage, "No room.", digest: accepted.digest), agent, store)
            agent.queue.removeFirst()
            return wakeWork(agent)
        }
        agent.queue.removeFirst()
        let sequencer = DeliverSequencer(
            lane: lane,
            of: agent.profile,
            earliestStart: agent.watch.earliestStart(of: lane)
        )
        agent.running = SimulatedAgent.Running(command: command, lane: lane, sequencer: sequencer)
        at(between(0, 3), .agent(machine: agent.number, life: agent.life, .act))
    }

    private func intend(
        _ command: Command,
        attempt: Int,
        _ agent: SimulatedAgent,
        _ store: JournalStore
    ) throws {
        try commit(store) { store in
            try store.recordIntent(commandID: command.jti, attempt: attempt, detail: [], at: agent.instant(now))
        }
        oracle.intended(command.jti, attempt: attempt)
    }

    // The delivery.

    private func act(_ agent: SimulatedAgent) throws {
        guard var running = agent.running else { return }
        _ = agent.physics.advance(to: SimulatedAgent.hardware(now))
        let monotonic = agent.monotonic(now)
        if agent.time.isExpired(running.command, monotonicNanoseconds: monotonic) ?? true {
            running.result = DeliveryResult(.cannotStart, .expired)
            agent.running = running
            at(1, .agent(machine: agent.number, life: agent.life, .conclude))
            return
        }
        let effects = running.sequencer.handle(.begin(agent.physics.levels), at: monotonic)
        agent.running = running
        try perform(effects, agent)
    }

    private func passDelivery(_ agent: SimulatedAgent) throws {
        guard var running = agent.running, running.result == nil else { return }
        let changes = agent.physics.advance(to: SimulatedAgent.hardware(now))
        let monotonic = agent.monotonic(now)
        var effects: [DeliverSequencer.Effect] = []
        for change in changes {
            let seen = agent.monotonic(hardware: change.atNanoseconds)
            effects += running.sequencer.handle(.edge(change.line, change.level, timestamp: seen), at: monotonic)
        }
        effects += running.sequencer.handle(.tick, at: monotonic)
        agent.running = running
        try perform(effects, agent)
    }

    private func perform(_ effects: [DeliverSequencer.Effect], _ agent: SimulatedAgent) throws {
        for effect in effects {
            switch effect {
            case .set(let line, let level):
                if level == .active, let command = agent.running?.command {
                    // A clock that was set since the session began is the coordinator's affair, not the machine's.
                    let time = clock.coordinatorTime.milliseconds - clock.coordinatorStep + agent.clockStepAtGrant
                    try oracle.fires(command, agent, coordinatorTime: time)
                }
                agent.physics.outputChanged(line, level, at: SimulatedAgent.hardware(now))
            case .started: break
            case .needFurtherIntent(let attempt):
                at(between(1, 4), .agent(machine: agent.number, life: agent.life, .furtherIntent(attempt)))
            case .finished(let result):
                agent.running?.result = result
                at(between(0, 3), .agent(machine: agent.number, life: agent.life, .conclude))
                return
            }
        }
        scheduleDelivery(agent)
    }

    private func scheduleDelivery(_ agent: SimulatedAgent) {
        guard let running = agent.running, running.result == nil else { return }
        var wait = Int64.max
        if let deadline = running.sequencer.nextDeadline(after: agent.monotonic(now)) {
            wait = agent.milliseconds(until: deadline, at: now)
        }
        if let change = agent.physics.nextEventTime { wait = min(wait, Int64(change / 1_000_000) + 1 - now) }
        guard wait != .max else { return }
        at(max(1, wait), .agent(machine: agent.number, life: agent.life, .delivery))
    }

    private func furtherIntent(_ attempt: Int, _ agent: SimulatedAgent, _ store: JournalStore) throws {
        guard var running = agent.running, running.result == nil else { return }
        let monotonic = agent.monotonic(now)
        var isCommitted = false
        do {
            try intend(running.command, attempt: attempt, agent, store)
            isCommitted = agent.time.isExpired(running.command, monotonicNanoseconds: monotonic) == false
        } catch let error as JournalError where error.code == .full || error.code == .queueFull {
            count(.noRoom)
        }
        let effects = running.sequencer.handle(
            isCommitted ? .furtherIntentCommitted : .furtherIntentRefused,
            at: monotonic
        )
        agent.running = running
        try perform(effects, agent)
    }

    private func concludeDelivery(_ agent: SimulatedAgent, _ store: JournalStore) throws {
        guard let running = agent.running, let result = running.result else { return }
        agent.watch.ended(running.lane, at: agent.monotonic(now))
        if settings.weakness == .actsBeforeTheIntent { try intend(running.command, attempt: 1, agent, store) }
        try conclude(running.command, result, acted: true, agent, store)
        agent.running = nil
        wakeWork(agent)
    }

    private func close(
        _ accepted: AcceptedCommand,
        _ body: ReceiptBody,
        _ agent: SimulatedAgent,
        _ store: JournalStore
    ) throws {
        try conclude(AnsweredCommand(accepted.command), body, acted: false, agent, store)
    }

    private func conclude(
        _ command: Command,
        _ result: DeliveryResult,
        acted: Bool,
        _ agent: SimulatedAgent,
        _ store: JournalStore
    ) throws {
        guard case .deliver(let deliver) = command.body else { return }
        let report = DeliveryReport(result, lane: deliver.lane, sale: deliver.sale)
        oracle.concludes(report)
        try conclude(AnsweredCommand(command), .delivery(report), acted: acted, agent, store)
        oracle.concluded(command.jti, report, by: agent)
    }

    private func conclude(
        _ command: AnsweredCommand,
        _ body: ReceiptBody,
        acted: Bool,
        _ agent: SimulatedAgent,
        _ store: JournalStore
    ) throws {
        guard let writer = agent.writer else { return }
        try commit(store) { store in
            try store.conclude(command, body, acted: acted, at: agent.instant(now)) { sequence in
                try writer.make(body, answering: command, sequence: sequence, in: store)
            }
        }
        markDirty(agent)
    }

    // Enrolment, and what it changes.

    /// Keeps an enrolment that allows the machine; a new life begins with it.
    func adopt(_ outcome: EnrolmentExchange.Outcome, _ agent: SimulatedAgent, _ store: JournalStore) throws {
        guard outcome.answer.status == .allowed else { return }
        try commit(store) { try outcome.keep(in: $0) }
        oracle.adopted(agent, try store.identity())
        agent.time = TrustedTime()
        agent.watch = LaneWatch(profile: agent.profile)
        agent.refused = []
        agent.queue = []
        agent.immediate = []
        agent.station?.forget()
        try beginLife(of: agent, store)
    }
}
