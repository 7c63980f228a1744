import Coordinator
import Database
import Protocol

// What the coordinator's program does.
extension World {
    /// Rounds between two checkpoints of its database.
    private static let roundsPerCheckpoint = 40

    /// Runs a part of the program. What ends the program ends it here.
    func serve(_ body: (Coordinator) async throws -> Void) async {
        guard coordinator.isUp, let program = coordinator.program else { return }
        coordinator.disk.setTime(milliseconds: clock.coordinatorTime.milliseconds)
        do {
            try await body(program)
        } catch let error as Violation {
            violation = violation ?? error
        } catch let error as DatabaseError where [.full, .ioFailure, .corrupt, .closed].contains(error.code) {
            note("coordinator \(error.code)")
        } catch {
            violation = violation ?? Violation("the coordinator's program failed: \(error)")
        }
        if coordinator.disk.isDown || coordinator.database?.isOpen != true {
            stopCoordinator(cutsPower: coordinator.disk.isDown, restartsAfter: between(1_000, 10_000))
        }
    }

    /// The program ends, with the power or without.
    func stopCoordinator(cutsPower: Bool, restartsAfter delay: Int64) {
        guard coordinator.isUp else { return }
        note("coordinator ends")
        for connection in coordinator.readers.keys.sorted() { breakConnection(connection) }
        coordinator.forget()
        if cutsPower {
            count(.powerCut)
            coordinator.disk.crash()
        }
        at(delay, .coordinatorStarts)
    }

    /// The first start.
    func startCoordinator() async throws {
        try await coordinator.start()
        try await setUpPlaces()
        try await setUpProducts()
    }

    /// Another start.
    func restartCoordinator() async {
        guard !coordinator.isUp else { return }
        do {
            try await coordinator.start()
        } catch {
            note("coordinator can't start \(Self.word(error))")
            coordinator.forget()
            if coordinator.disk.isDown { coordinator.disk.crash() }
            return at(between(2_000, 5_000), .coordinatorStarts)
        }
        await serve { program in
            let facts = try await self.oracleFacts(program)
            try self.oracle.coordinatorOpened(facts)
            try self.coordinator.database?.look(self.checkCursors)
        }
        at(SimulatedCoordinator.roundMilliseconds, .coordinatorRound(life: coordinator.life))
    }

    private func oracleFacts(_ program: Coordinator) async throws -> Oracle.Facts {
        let ids = agents.map(\.id)
        return try await program.runtime.view { work in
            var facts = Oracle.Facts()
            for id in ids {
                guard let record = try MachineRepository.find(id, in: work) else { continue }
                facts.through[id] = record.through
            }
            let rows = try work.transaction.rows("SELECT id FROM sale")
            facts.sales = Set(try rows.map { try $0.text("id") })
            facts.isRecovering = try RecoveryBook.isOpen(in: work)
            return facts
        }
    }

    /// The services go round.
    func coordinatorRound(_ life: Int) async {
        guard coordinator.isUp, coordinator.life == life else { return }
        if let until = coordinator.pausedUntil { return agenda.add(.coordinatorRound(life: life), at: until) }
        coordinator.rounds += 1
        for index in rails.indices where coordinator.nextLooks.indices.contains(index) {
            guard coordinator.nextLooks[index] <= now else { continue }
            await serve { program in
                let watch = RailWatch(runtime: program.runtime, stand: program.rails.stands[index], desk: program.desk)
                var looks = self.coordinator.looks[index]
                let pause = await watch.look(&looks)
                guard self.coordinator.isUp else { return }
                self.coordinator.looks[index] = looks
                switch pause {
                case .none, .untilChange: self.coordinator.nextLooks[index] = self.now
                case .seconds(let seconds): self.coordinator.nextLooks[index] = self.now + Int64(seconds * 1_000)
                }
            }
        }
        await serve { program in
            let clock = SaleClock(runtime: program.runtime, desk: program.desk, rails: program.rails)
            _ = try await clock.runOnce()
        }
        await serve { program in
            let sender = RailOutboxSender(runtime: program.runtime, rails: program.rails, signal: program.desk.signal)
            _ = try await sender.runOnce()
        }
        await serve { program in
            _ = try await LineClock(runtime: program.runtime, desk: program.runs).tick()
        }
        await writeLog()
        await pump()
        if coordinator.rounds % Self.roundsPerCheckpoint == 0 {
            await serve { _ in try self.coordinator.database?.checkpoint() }
        }
        guard coordinator.isUp, coordinator.life == life else { return }
        at(SimulatedCoordinator.roundMilliseconds, .coordinatorRound(life: life))
    }

    /// Sends every command that waits, on every stream.
    func pump() async {
        for connection in coordinator.readers.keys.sorted() {
            guard let machine = machines[connection] else { continue }
            await serve { _ in
                guard var reader = self.coordinator.readers[connection] else { return }
                guard reader.isCurrent else {
                    self.coordinator.readers[connection] = nil
                    reader.close()
                    return self.breakConnection(connection)
                }
                while let line = try await reader.ready() {
                    self.send(
                        Message(
                            machine: machine,
                            connection: connection,
                            isToCoordinator: false,
                            content: .frame(line)
                        )
                    )
                }
                self.coordinator.readers[connection] = reader
            }
        }
    }

    /// A request of a machine.
    func coordinatorTakes(_ message: Message) async {
        var answer: Message.Content?
        machines[message.connection] = message.machine
        await serve { program in
            do {
                answer = try await self.answer(message, program)
            } catch let error as ProtocolError {
                self.note("refused \(error.code.rawValue)")
                answer = .refused(error.code)
            } catch let error as CoordinatorError where error.code != .unexpected {
                self.note("refused \(error.code.rawValue)")
                answer = .refused(nil)
            }
        }
        guard let answer else { return breakConnection(message.connection) }
        send(
            Message(
                machine: message.machine,
                connection: message.connection,
                isToCoordinator: false,
                content: answer
            )
        )
        await pump()
    }

    private func answer(_ message: Message, _ program: Coordinator) async throws -> Message.Content? {
        switch message.content {
        case .enrolStart: return .challenge(program.enrolment.challenge())
        case .enrol(let text): return .enrolled(try StrictJSON.encode(try await program.enrolment.enrol(text)))
        case .sessionStart: return .challenge(program.sessions.challenge())
        case .session(let text): return .granted(try await program.sessions.open(text))
        case .stream(let token, let after):
            let session = try await program.sessions.authorise(token)
            coordinator.readers[message.connection]?.close()
            var reader = try await program.feed.open(session, after: after)
            guard let first = try await reader.ready() else { return nil }
            coordinator.readers[message.connection] = reader
            return .frame(first)
        case .receipts(let token, let body):
            let session = try await program.sessions.authorise(token)
            let reply = try await program.receipts.take(body, from: session)
            oracle.acknowledged(session.machine, through: reply.through)
            return .receiptsTaken(try StrictJSON.encode(reply))
        case .telemetry(let token, let body):
            let session = try await program.sessions.authorise(token)
            return .telemetryTaken(try StrictJSON.encode(try await program.telemetry.take(body, from: session)))
        case .challenge, .enrolled, .granted, .frame, .receiptsTaken, .telemetryTaken, .refused: return nil
        }
    }

    /// The coordinator's side of a connection is gone.
    func closeConnection(_ connection: Int) {
        coordinator.readers.removeValue(forKey: connection)?.close()
    }

    /// A connection is gone for both sides; the machine finds out.
    private func breakConnection(_ connection: Int) {
        guard broken.insert(connection).inserted, let machine = machines[connection] else { return }
        at(between(10, 3_000), .connectionBreaks(machine: machine, connection: connection))
    }
}
