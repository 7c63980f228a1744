package import Journal
package import Protocol

/// What the commands of a line change in the journal, as part of the open transaction.
extension JournalStore {
    /// Takes a block of serials into keeping.
    /// - Throws: `JournalError`, and `ProtocolError` for a grant that can't be written.
    package func keep(_ grant: SerialBlockGrant) throws -> LineAnswer {
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

    /// Starts a run.
    /// - Throws: `JournalError`.
    package func begin(_ start: RunStart, by command: Command) throws -> LineAnswer {
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
}
