import Faults
import Journal
import Logging
import Logs
import Machine
import Protocol
import Signals
import Synchronization

extension LineWorker {
    /// What a start does with intents that the last life left without an outcome: the counters of the PLC say what
    /// became of them, and nothing is marked again. A run of an earlier life of the journal ends.
    func settle() async throws {
        for stamp in try await journal.read({ try $0.openStamps() }) {
            logger.log(AgentLog.unitInterrupted, ["run": "\(stamp.run)", "unit": "\(stamp.unit)"])
            var result = StampResult(.scrapped, .inDoubt)
            if let driver = drivers.first(where: { $0.station.id == stamp.station }),
                let intent = IntentCommit.intent(in: stamp.detail)
            {
                // A sequence of 0 was never a command.
                result =
                    intent.sequence == 0
                    ? StampResult(.cannotStart, .serialUnusable) : await driver.recover(intent)
            }
            _ = try await conclude(
                result,
                run: stamp.run,
                unit: stamp.unit,
                serial: stamp.serial,
                station: stamp.station
            )
        }
        if let run = try await journal.read({ try $0.activeRun() }), run.incarnation != writer.incarnation {
            _ = try await change(run, to: .aborted, because: RunReason.newIncarnation.rawValue)
        }
    }

    /// Commits the outcome of a unit, its receipt, and what follows for the run, in one transaction.
    func conclude(
        _ result: StampResult,
        run id: String,
        unit: Int,
        serial: NextSerial,
        station: String
    ) async throws -> RunPolicy.Verdict {
        let report = StampReport(result, run: id, unit: unit, serial: serial, station: station)
        let before = policy.withLock { $0 }
        let writer = writer
        let (verdict, after) = try await journal.transact { store in
            guard let run = try store.run(id) else { throw JournalError(.unknownRun, "there is no run \(id)") }
            let now = SystemClock.journalInstant
            let ended = try store.recordStampOutcome(
                run: id,
                unit: unit,
                as: report.tally,
                kind: ReceiptBody.Kind.stamp.rawValue,
                at: now
            ) { try writer.make(.stamp(report), answering: AnsweredCommand(run), sequence: $0, in: store) }
            var policy = before
            let verdict = policy.ended(result, at: station, of: ended)
            guard ended.state == RunState.running.rawValue else { return (RunPolicy.Verdict.goOn, policy) }
            switch verdict {
            case .goOn, .pause: break
            case .end: try store.change(ended, to: .ended, because: nil, writer, at: now)
            case .interrupt(let reason): try store.change(ended, to: .interrupted, because: reason, writer, at: now)
            }
            return (verdict, policy)
        }
        policy.withLock { $0 = after }
        FaultPoint.reach(StampStep.outcomeCommitted)
        note(report)
        if verdict != .goOn { logger.log(AgentLog.runChanged, ["run": "\(id)", "verdict": "\(verdict)"]) }
        receipts.notify()
        return verdict
    }

    /// Gives a run that is not over another state, with its receipt, between two units.
    /// - Returns: `goOn`, or `pause` when there is no room for the receipt: then nothing was changed.
    func change(_ run: StoredRun, to state: RunState, because reason: String) async throws -> RunPolicy.Verdict {
        let writer = writer
        do {
            try await journal.transact { store in
                try store.change(run, to: state, because: reason, writer, at: SystemClock.journalInstant)
            }
        } catch let error as JournalError where error.isForNow {
            logger.log(AgentLog.noRoomForAnswer, ["run": "\(run.id)", "error": "\(error)"])
            return .pause
        }
        logger.log(AgentLog.runChanged, ["run": "\(run.id)", "state": "\(state.rawValue)", "reason": "\(reason)"])
        receipts.notify()
        return .goOn
    }

    private func note(_ report: StampReport) {
        metrics.unit(report.status)
        logger.log(
            AgentLog.unitEnded,
            [
                "run": "\(report.run)", "unit": "\(report.unit)", "serial": "\(report.serial)",
                "station": "\(report.station)", "status": "\(report.status.rawValue)",
                "reason": "\(report.reason ?? "")",
            ]
        )
    }
}

extension JournalStore {
    /// The other state and its receipt.
    func change(
        _ run: StoredRun,
        to state: RunState,
        because reason: String?,
        _ writer: ReceiptWriter,
        at now: JournalInstant
    ) throws {
        try changeRun(run.id, to: state.rawValue, isOver: state.isFinal, reason: reason, mayUseReserve: true)
        guard let after = try self.run(run.id) else { return }
        try appendConsequence(kind: ReceiptBody.Kind.run.rawValue, commandID: run.commandID, at: now) { sequence in
            try writer.make(.run(RunReport(after)), answering: AnsweredCommand(run), sequence: sequence, in: self)
        }
    }
}

extension AnsweredCommand {
    /// The command that started a run: what happens in it by itself answers that.
    init(_ run: StoredRun) {
        self.init(id: run.commandID, traceparent: run.traceparent, incarnation: run.incarnation)
    }
}
