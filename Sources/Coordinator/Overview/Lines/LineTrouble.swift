package import Machine
import Protocol

/// One thing about a line that needs a person.
package enum LineTrouble: Hashable, Sendable {
    /// A station's heartbeat, ours or its PLC's, stands still.
    case heartbeatLost(String)
    /// A station is in a state in which nothing is marked; nil for a number that PackML does not have.
    case notExecuting(String, PackMLState?)
    /// The unit that passed last may carry anything, and waits at the reject gate.
    case unitInDoubt(Int64)
    /// A scrapped unit may have passed the reject gate.
    case gateUnconfirmed
    /// The run stopped by itself.
    case held(String?)
    /// The run stopped because somebody asked.
    case interrupted
    /// The serials can't come to the machine.
    case withoutSerials(String)
    /// The serials have not come yet.
    case waitsForSerials
    /// The machine refused to start, go on or stop.
    case refused(String)
    /// The run waits for somebody to start it.
    case mayStart
    /// The machine has not answered what was asked for.
    case unanswered(RunProgress.Request)
    /// Fewer serials are left than the run probably takes.
    /// - Parameter needed: how many it takes at the rate so far; `units` are left to commission.
    case serialsShort(left: Int64, units: Int64, needed: Int64)
    /// More units are scrapped than a run has spare serials for.
    case scrapRate(scrapped: Int64, of: Int64)
}

extension LineFacts {
    /// How long a machine may take to answer, and serials may take to come, in milliseconds.
    package static let patienceMilliseconds: Int64 = 120_000
    /// More scrapped units of a hundred than this are too many: so many spare serials does a run get by itself.
    package static let scrapPercent: Int64 = 10
    /// Fewer bad units than this say nothing about a rate.
    package static let leastBadUnits: Int64 = 5

    /// What needs a person, in the order in which one would look. Nothing of a line that has no run to do.
    package func troubles(at now: Moment) -> [LineTrouble] {
        guard let run = openRun else { return [] }
        let isWaiting = now.milliseconds - run.since >= Self.patienceMilliseconds
        return stationTroubles + run.unitTroubles + [run.standing(isPatienceOver: isWaiting)].compactMap(\.self)
            + run.yieldTroubles
    }

    /// Nobody knows how the stations of a machine stand that is not connected.
    private var stationTroubles: [LineTrouble] {
        guard isConnected else { return [] }
        return stations.compactMap { station in
            guard let health = station.health else { return nil }
            guard health.heartbeat else { return .heartbeatLost(station.id) }
            // A PLC that was not asked yet has nothing to say.
            guard let number = health.packML, number != Int64(PackMLState.execute.rawValue) else { return nil }
            return .notExecuting(station.id, PackMLState(telemetry: number))
        }
    }
}

extension PackMLState {
    /// The state of a number in telemetry; nil for one that PackML does not have.
    init?(telemetry number: Int64) {
        guard let raw = UInt32(exactly: number) else { return nil }
        self.init(rawValue: raw)
    }
}

extension LineFacts.Run {
    /// Serials that did not become a commissioned unit.
    private var bad: Int64 { scrapped + unusable }

    fileprivate var unitTroubles: [LineTrouble] {
        guard progress.state == .interrupted, progress.asked != .resume else { return [] }
        if let unitInDoubt { return [.unitInDoubt(unitInDoubt)] }
        return progress.reason == RunReasonWords.gateUnconfirmed ? [.gateUnconfirmed] : []
    }

    fileprivate func standing(isPatienceOver: Bool) -> LineTrouble? {
        if let asked = progress.asked, !(asked == .start && progress.state == .notAllowedToStart) {
            return isPatienceOver ? .unanswered(asked) : nil
        }
        switch progress.state {
        case .notAllowedToStart:
            if let reason = progress.reason { return .withoutSerials(reason) }
            return isPatienceOver ? .waitsForSerials : nil
        case .allowedToStart: return progress.reason.map { .refused($0) } ?? .mayStart
        case .running: return progress.reason.map { .refused($0) }
        case .interrupted:
            return progress.reason == RunReasonWords.requested ? .interrupted : .held(progress.reason)
        case .ended, .aborted: return nil
        }
    }

    /// Whether serials and units are as many as they should be.
    fileprivate var yieldTroubles: [LineTrouble] {
        guard [.running, .interrupted].contains(progress.state) else { return [] }
        var troubles: [LineTrouble] = []
        let units = max(0, count - commissioned)
        let isTelling = bad >= LineFacts.leastBadUnits && commissioned > 0
        // Rounded up: a part of a serial is one.
        let needed = isTelling ? (units * (commissioned + bad) + commissioned - 1) / commissioned : units
        if serialsLeft < needed {
            troubles.append(.serialsShort(left: serialsLeft, units: units, needed: needed))
        }
        let passed = commissioned + scrapped
        if scrapped >= LineFacts.leastBadUnits, scrapped * 100 > passed * LineFacts.scrapPercent {
            troubles.append(.scrapRate(scrapped: scrapped, of: passed))
        }
        return troubles
    }
}
