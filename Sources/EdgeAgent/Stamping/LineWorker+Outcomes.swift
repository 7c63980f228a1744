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
            let result: StampResult
            switch UnitRecovery(of: stamp, stations: drivers.map(\.station)) {
            case .decided(let decided): result = decided
            case .readBack(let intent, let station):
                let driver = drivers.first { $0.station.id == station.id }
                result = await driver?.recover(intent) ?? StampResult(.scrapped, .inDoubt)
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
        let before = policy.withLock { $0 }
        let writer = writer
        let open = OpenUnit(run: id, unit: unit, serial: serial, station: station)
        let report = open.report(result)
        let (verdict, after) = try await journal.transact { store in
            var policy = before
            let verdict = try store.conclude(open, result, &policy, at: SystemClock.journalInstant) {
                try writer.make($0, answering: $1, sequence: $2, in: store)
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
                try store.change(run, to: state, because: reason, at: SystemClock.journalInstant) {
                    try writer.make($0, answering: $1, sequence: $2, in: store)
                }
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
