package import Journal
package import Machine

/// Decides after each unit whether the run goes on. Pure; the run itself is in the journal.
package struct RunPolicy: Sendable {
    /// What a unit makes of its run.
    package enum Verdict: Equatable, Sendable {
        /// The next unit.
        case goOn
        /// Look at the same serial again after a pause: nothing was done with it.
        case pause
        /// No further unit until somebody resumes.
        case interrupt(String)
        /// All is done.
        case end
    }

    private var holds: [String: StationHold]
    private let limits: [String: Int]
    private let patienceNanoseconds: UInt64
    private var unusableInARow = 0
    private var waitingSince: UInt64?

    /// A policy for the stations of a machine.
    /// - Parameter patienceNanoseconds: how long a line may be unable to take a unit before the run is interrupted.
    package init(_ stations: [Station], patienceNanoseconds: UInt64) {
        holds = Dictionary(stations.map { ($0.id, StationHold(of: $0)) }, uniquingKeysWith: { first, _ in first })
        limits = Dictionary(stations.map { ($0.id, $0.failuresBeforeHold) }, uniquingKeysWith: { first, _ in first })
        self.patienceNanoseconds = patienceNanoseconds
    }

    /// A serial left its block and has its outcome; `run` stands as it is after that.
    package mutating func ended(_ result: StampResult, at station: String, of run: StoredRun) -> Verdict {
        waitingSince = nil
        holds[station]?.note(result)
        unusableInARow = result.status == .cannotStart ? unusableInARow + 1 : 0
        if run.commissioned >= run.count { return .end }
        if holds[station]?.isHolding ?? true { return .interrupt(reason(of: result, at: station)) }
        if unusableInARow >= limits[station] ?? 1 { return .interrupt(RunReason.failuresInARow.rawValue) }
        return .goOn
    }

    /// No serial left its block, because the line could not take the unit.
    package mutating func refused(_ reason: StampReason, at now: UInt64) -> Verdict {
        let since = waitingSince ?? now
        waitingSince = since
        guard now - min(since, now) >= patienceNanoseconds else { return .pause }
        waitingSince = nil
        return .interrupt(reason.rawValue)
    }

    /// Somebody has looked and lets the run go on.
    package mutating func resume() {
        for station in holds.keys { holds[station]?.release() }
        unusableInARow = 0
        waitingSince = nil
    }

    private func reason(of result: StampResult, at station: String) -> String {
        guard let reason = result.reason, let limit = limits[station], let hold = holds[station] else {
            return RunReason.noStation.rawValue
        }
        if !reason.isInDoubt, !result.evidence.rejected { return RunReason.gateUnconfirmed.rawValue }
        let isTooMany = !reason.isInDoubt && hold.failuresInARow >= limit
        return isTooMany ? RunReason.failuresInARow.rawValue : reason.rawValue
    }
}
