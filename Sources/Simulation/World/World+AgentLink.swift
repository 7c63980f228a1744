import EdgeAgent
import Journal
import Machine
import Protocol

// The machine's side of the link.
extension World {
    /// How long an agent waits for an answer.
    private static let patienceMilliseconds: Int64 = 10_000

    /// Tries the link after some time.
    func connect(_ agent: SimulatedAgent, after delay: Int64) {
        at(delay, .agent(machine: agent.number, life: agent.life, .connect))
    }

    /// The link is gone, and is tried again.
    func breakLink(of agent: SimulatedAgent) {
        if case .down = agent.link { return }
        closeConnection(agent.connection)
        agent.link = .down
        agent.failedConnects += 1
        let longest = min(60_000, 1_000 << min(agent.failedConnects, 5))
        connect(agent, after: between(100, Int64(longest)))
    }

    /// Asks for a session, or to be let in.
    func beginConnecting(_ agent: SimulatedAgent) {
        guard case .down = agent.link, agent.isUp else { return }
        step(agent, isLink: true) { store in
            let trust = try Trust.load(store, anchor: agent.anchor)
            self.connections += 1
            agent.connection = self.connections
            let nonce = Hex.encode(agent.identifiers.randomBytes(16))
            if let trust, !trust.mustEnrol {
                agent.link = .asking(nonce: nonce, sentAt: agent.monotonic(self.now), key: nil)
                self.send(.sessionStart, from: agent)
            } else if agent.running != nil || agent.station?.unit != nil {
                // What is under way ends first, and nothing new begins.
                agent.station?.isEnding = true
                try self.stationTakes(.stop, agent)
                return self.connect(agent, after: 1_000)
            } else {
                agent.link = .enrolling(nonce: nonce, isAnswered: false)
                self.send(.enrolStart, from: agent)
            }
            self.awaitAnswer(agent)
        }
    }

    private func awaitAnswer(_ agent: SimulatedAgent) {
        at(
            Self.patienceMilliseconds,
            .connectionBreaks(machine: agent.number, connection: agent.connection)
        )
    }

    /// A side gave up waiting on a connection.
    func connectionBroke(_ agent: SimulatedAgent, _ connection: Int) {
        let isCurrent = agent.isUp && agent.connection == connection
        guard isCurrent, !broken.contains(connection), case .up(let session) = agent.link else {
            closeConnection(connection)
            if isCurrent { breakLink(of: agent) }
            return
        }
        guard let posted = session.posted, now - posted.at >= Self.patienceMilliseconds else { return }
        breakLink(of: agent)
    }

    /// An answer or a frame arrives.
    func agentTakes(_ content: Message.Content, _ agent: SimulatedAgent) {
        step(agent, isLink: true) { store in
            switch content {
            case .challenge(let challenge): try self.answer(challenge, agent, store)
            case .enrolled(let body): try self.enrolled(body, agent, store)
            case .granted(let compact): try self.granted(compact, agent, store)
            case .frame(let line): try self.frame(line, agent, store)
            case .receiptsTaken(let body): try self.receiptsTaken(body, agent, store)
            case .telemetryTaken: break
            case .refused(let code): try self.refusedByCoordinator(code, agent, store)
            case .enrolStart, .enrol, .sessionStart, .session, .stream, .receipts, .telemetry: break
            }
        }
    }

    private func answer(_ challenge: SessionChallenge, _ agent: SimulatedAgent, _ store: JournalStore) throws {
        switch agent.link {
        case .enrolling(let nonce, false):
            agent.link = .enrolling(nonce: nonce, isAnswered: true)
            let exchange = EnrolmentExchange(keys: agent.keys, anchor: agent.anchor)
            let request = try exchange.request(
                challenge: challenge,
                nonce: nonce,
                seconds: agent.wall(now) / 1_000,
                incarnation: try store.identity().incarnation,
                operational: try agent.keys.ring.keys(store)
            )
            send(.enrol(request), from: agent)
        case .asking(let nonce, let sentAt, nil):
            let key = try agent.keys.ring.signer(store)
            agent.link = .asking(nonce: nonce, sentAt: sentAt, key: key)
            guard let trust = try Trust.load(store, anchor: agent.anchor) else { return }
            let identity = try store.identity()
            let request = try SessionExchange(keys: agent.keys, trust: trust).request(
                signedBy: key,
                stating: agent.isKeyUnknown || agent.keys.ring.isRotating ? try agent.keys.ring.keys(store) : nil,
                challenge: challenge,
                agentNonce: nonce,
                lastCounter: identity.lastCounter,
                nextSequence: identity.nextSequence,
                acknowledged: max(identity.acknowledgedSequence, identity.oldestSequence - 1),
                profile: agent.profileHash,
                boot: "boot-\(agent.number)-\(agent.life)"
            )
            send(.session(request), from: agent)
        // One question, one answer: what comes again is of nobody.
        case .down, .up, .asking, .enrolling: break
        }
    }

    private func enrolled(_ body: [UInt8], _ agent: SimulatedAgent, _ store: JournalStore) throws {
        guard case .enrolling(let nonce, _) = agent.link else { return }
        let exchange = EnrolmentExchange(keys: agent.keys, anchor: agent.anchor)
        let outcome = try? exchange.believe(body, nonce: nonce, pin: Self.pin)
        if let outcome { try adopt(outcome, agent, store) }
        breakLink(of: agent)
    }

    private func granted(_ compact: String, _ agent: SimulatedAgent, _ store: JournalStore) throws {
        guard case .asking(let nonce, let sentAt, let key?) = agent.link,
            let trust = try Trust.load(store, anchor: agent.anchor)
        else { return }
        let exchange = SessionExchange(keys: agent.keys, trust: trust)
        guard let (grant, keyset) = try? exchange.believe(compact, agentNonce: nonce) else {
            count(.badGrant)
            return breakLink(of: agent)
        }
        try oracle.granted(agent, try store.identity())
        try commit(store) { store in
            try Trust.keep(grant, keyset: keyset == nil ? nil : grant.keyset, in: store)
            try agent.keys.ring.proven(key)
        }
        agent.time.set(milliseconds: grant.time, monotonicNanoseconds: sentAt)
        agent.clockStepAtGrant = clock.coordinatorStep
        agent.isKeyUnknown = false
        agent.failedConnects = 0
        let verifier = CommandVerifier(
            machine: agent.keys.machine,
            incarnation: trust.incarnation,
            keyset: keyset ?? trust.keyset
        )
        agent.link = .up(
            SimulatedAgent.Session(
                grant: grant,
                key: key,
                verifier: verifier,
                cursor: ReceiptCursor(through: grant.through)
            )
        )
        send(.stream(token: grant.token, after: try store.identity().lastCounter), from: agent)
        agent.lastLanes = []
        try noteHealth(agent, store)
        try post(agent, store)
        wakeWork(agent)
        wakeStation(agent)
    }

    private func frame(_ line: String, _ agent: SimulatedAgent, _ store: JournalStore) throws {
        guard case .up(let session) = agent.link else { return }
        let frame = try StrictJSON.decode(StreamFrame.self, from: Array(line.utf8))
        guard frame.epoch >= session.grant.epoch else { return breakLink(of: agent) }
        guard let command = frame.command else { return }
        if settings.weakness == .acknowledgesBeforeTheCommit, let claims = try? session.verifier.verify(command) {
            oracle.posted(agent, counter: claims.cnt)
        }
        guard try intake(command, session.verifier, agent, store) else { return breakLink(of: agent) }
        markDirty(agent)
        try post(agent, store)
    }

    /// There is something new to tell the coordinator.
    func markDirty(_ agent: SimulatedAgent) {
        guard case .up(var session) = agent.link else { return }
        session.isDirty = true
        agent.link = .up(session)
        guard session.posted == nil else { return }
        at(1, .agent(machine: agent.number, life: agent.life, .post))
    }

    /// Posts what is new, one post at a time.
    func post(_ agent: SimulatedAgent, _ store: JournalStore) throws {
        guard case .up(var session) = agent.link, session.posted == nil, session.isDirty else { return }
        // The coordinator knows a new key by its first session, so nothing that it signed is sent before that.
        guard try agent.keys.ring.signer(store).keyID == session.key.keyID else { return breakLink(of: agent) }
        let made = try ReceiptCursor.post(
            from: session.cursor.through + 1,
            limit: ProtocolLimits.receiptsPerPost,
            agent.incarnation,
            store
        )
        session.posted = (made.post.items, made.nextSequence, made.hasMore, now)
        session.isDirty = false
        agent.link = .up(session)
        oracle.posted(agent, counter: made.post.counter)
        send(.receipts(token: session.grant.token, body: try StrictJSON.encode(made.post)), from: agent)
        awaitAnswer(agent)
    }

    private func receiptsTaken(_ body: [UInt8], _ agent: SimulatedAgent, _ store: JournalStore) throws {
        guard case .up(var session) = agent.link, let posted = session.posted else { return }
        let reply = try StrictJSON.decode(ReceiptsReply.self, from: body)
        guard let rejected = try? session.cursor.take(reply, sent: posted.items, nextSequence: posted.next) else {
            count(.badReply)
            return breakLink(of: agent)
        }
        session.posted = nil
        if posted.hasMore { session.isDirty = true }
        agent.link = .up(session)
        if !posted.items.isEmpty {
            try commit(store) {
                try ReceiptCursor.keep(through: reply.through, rejected, at: agent.instant(now), in: $0)
            }
        }
        try post(agent, store)
    }

    private func refusedByCoordinator(_ code: WireCode?, _ agent: SimulatedAgent, _ store: JournalStore) throws {
        agent.isKeyUnknown = code == .unknownKey
        if code == .wrongIncarnation { try commit(store) { try Trust.askForNewLife(in: $0) } }
        breakLink(of: agent)
    }

    /// Looks at the lanes, and tells of them when they changed.
    func noteHealth(_ agent: SimulatedAgent, _ store: JournalStore) throws {
        guard case .up(let session) = agent.link else { return }
        if agent.running == nil { _ = agent.physics.advance(to: SimulatedAgent.hardware(now)) }
        let lanes = agent.watch.health(agent.physics.levels)
        // A heartbeat of the link goes with it.
        markDirty(agent)
        guard lanes != agent.lastLanes else { return }
        agent.lastLanes = lanes
        let report = HealthReport(
            lanes: lanes,
            stations: agent.station.map { [$0.health] } ?? [],
            journalDepth: 0,
            deliveries: agent.watch.deliveries,
            program: "simulated",
            update: nil
        )
        let last = try commit(store) { store in
            try store.appendTelemetry(try StrictJSON.encode(report), at: agent.instant(now))
            try store.pruneAcknowledged(now: agent.instant(now))
            let rows = try store.pendingTelemetry(limit: 32)
            if let last = rows.last { try store.acknowledgeTelemetry(through: last.sequence) }
            return rows.last?.sequence ?? 1
        }
        let batch = TelemetryBatch(
            inc: agent.incarnation,
            dropped: 0,
            items: [TelemetryItem(seq: last, at: agent.wall(now), health: report)]
        )
        send(.telemetry(token: session.grant.token, body: try StrictJSON.encode(batch)), from: agent)
    }
}
