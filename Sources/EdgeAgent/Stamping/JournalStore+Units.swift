package import Journal
package import Machine
package import Protocol

extension JournalStore {
    /// Makes a receipt: its body, what it answers, its sequence.
    package typealias MakeReceipt = (ReceiptBody, AnsweredCommand, Int64) throws -> [UInt8]

    /// Writes the outcome of a unit, its receipt, and what follows for the run, in one transaction.
    /// - Parameter policy: decides what follows, and remembers the unit.
    /// - Throws: `JournalError`.
    package func conclude(
        _ open: OpenUnit,
        _ result: StampResult,
        _ policy: inout RunPolicy,
        at now: JournalInstant,
        makeReceipt: MakeReceipt
    ) throws -> RunPolicy.Verdict {
        let before = policy
        let (verdict, after) = try transact { store in
            var policy = before
            guard let run = try store.run(open.run) else {
                throw JournalError(.unknownRun, "there is no run \(open.run)")
            }
            let report = open.report(result)
            let ended = try store.recordStampOutcome(
                run: open.run,
                unit: open.unit,
                as: report.tally,
                kind: ReceiptBody.Kind.stamp.rawValue,
                at: now
            ) { try makeReceipt(.stamp(report), AnsweredCommand(run), $0) }
            let verdict = policy.ended(result, at: open.station, of: ended)
            guard ended.state == RunState.running.rawValue else { return (RunPolicy.Verdict.goOn, policy) }
            switch verdict {
            case .goOn, .pause: break
            case .end: try store.change(ended, to: .ended, because: nil, at: now, makeReceipt: makeReceipt)
            case .interrupt(let reason):
                try store.change(ended, to: .interrupted, because: reason, at: now, makeReceipt: makeReceipt)
            }
            return (verdict, policy)
        }
        policy = after
        return verdict
    }

    /// Gives a run that is not over another state, with its receipt, in one transaction.
    /// - Throws: `JournalError`.
    package func change(
        _ run: StoredRun,
        to state: RunState,
        because reason: String?,
        at now: JournalInstant,
        makeReceipt: MakeReceipt
    ) throws {
        try transact { store in
            try store.changeRun(run.id, to: state.rawValue, isOver: state.isFinal, reason: reason, mayUseReserve: true)
            guard let after = try store.run(run.id) else { return }
            try store.appendConsequence(
                kind: ReceiptBody.Kind.run.rawValue,
                commandID: run.commandID,
                at: now
            ) { try makeReceipt(.run(RunReport(after)), AnsweredCommand(run), $0) }
        }
    }
}

extension AnsweredCommand {
    /// The command that started a run: what happens in it by itself answers that.
    init(_ run: StoredRun) {
        self.init(id: run.commandID, traceparent: run.traceparent, incarnation: run.incarnation)
    }
}
