package import Journal
package import Protocol

/// What the commands of a line change in the journal, as part of the open transaction.
extension JournalStore {
    /// Does what a command of the line says.
    /// - Throws: `JournalError`, and `ProtocolError` for a grant that can't be written.
    package func obey(_ command: Command) throws -> LineAnswer {
        switch command.body {
        case .grantBlock(let grant): return try keep(grant)
        case .returnBlock(let block):
            guard let unused = try returnBlock(id: block.block) else {
                return .refusal(.unknownBlock, "This machine has no block \(block.block).")
            }
            return .body(.blockReturned(SerialBlockReturned(block: block.block, unused: unused)))
        case .startRun(let start): return try begin(start, by: command)
        case .controlRun(let control): return try obey(control)
        case .deliver, .setOutputsSafe, .ping, .rotateKey: preconditionFailure("only what concerns the line comes here")
        }
    }

    private func keep(_ grant: SerialBlockGrant) throws -> LineAnswer {
        let decision = try grantBlock(
            id: grant.block,
            gtin: grant.gtin,
            serials: grant.serials,
            digest: Fingerprint.digest(try StrictJSON.encode(grant))
        )
        switch decision {
        case .stored, .known:
            return .body(
                .blockGranted(SerialBlockGranted(block: grant.block, gtin: grant.gtin, count: grant.serials.count))
            )
        case .conflict(let reason): return .refusal(.blockConflict, "The block can't be kept: \(reason).")
        case .tooMany(let count):
            return .refusal(.tooManyBlocks, "\(count) blocks have serials left; use or return one first.")
        }
    }

    private func begin(_ start: RunStart, by command: Command) throws -> LineAnswer {
        let run = StoredRun(
            id: start.run,
            incarnation: command.inc,
            commandID: command.jti,
            traceparent: command.traceparent,
            gtin: start.gtin,
            lot: start.lot,
            count: start.count,
            state: RunState.running.rawValue
        )
        if let other = try activeRun() {
            return .refusal(.runActive, "Run \(other.id) is \(other.state); end or abort it first.")
        }
        guard try self.run(run.id) == nil else {
            return .refusal(.runActive, "Run \(run.id) was started before; use another id.")
        }
        let unused = try unusedSerials(of: run.gtin)
        guard unused >= run.count else {
            return .refusal(
                .tooFewSerials,
                "The blocks of \(run.gtin) hold \(unused) unused serials, the run has \(run.count) units."
            )
        }
        try startRun(run)
        return .body(.run(RunReport(run)))
    }

    private func obey(_ control: RunControl) throws -> LineAnswer {
        guard let run = try run(control.run) else {
            return .refusal(.unknownRun, "This machine has no run \(control.run).")
        }
        guard let next = control.action.next(from: run.state) else {
            return .refusal(.runOver, "Run \(run.id) is \(run.state); nothing can be done with it any more.")
        }
        if next.rawValue != run.state {
            let reason = next == .running ? nil : RunReason.requested.rawValue
            try changeRun(run.id, to: next.rawValue, isOver: next.isFinal, reason: reason)
        }
        return .body(.run(RunReport(try self.run(control.run) ?? run)))
    }
}

extension RunControl.Action {
    /// The state that it leads to, which may be the one there is; nil when the run is over.
    func next(from state: String) -> RunState? {
        switch (RunState(rawValue: state), self) {
        case (.running, .interrupt), (.interrupted, .interrupt): .interrupted
        case (.running, .resume), (.interrupted, .resume): .running
        case (.running, .abort), (.interrupted, .abort), (.aborted, .abort): .aborted
        default: nil
        }
    }
}
