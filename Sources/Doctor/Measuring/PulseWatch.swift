package import GPIO
package import Machine

/// Decides when a pulsed motor goes off, and keeps what the inputs did. Pure; times are nanoseconds of one clock.
package struct PulseWatch: Sendable {
    /// The longest that a motor with a home switch is driven, in milliseconds, whatever the profile allows.
    package static let mostTurnMilliseconds = 5_000
    /// The longest that a motor without one is driven: long enough to see and to hear.
    package static let mostBlindMilliseconds = 500

    /// When the motor has to go off, at the latest.
    package let deadline: UInt64
    /// What the inputs did so far.
    package private(set) var changes: [PulseFact.Change] = []
    private let start: UInt64
    private let homes: Set<LineName>
    private let blocking: Set<LineName>
    private var away: Set<LineName> = []

    /// A motor that goes on now.
    package init(_ lane: Lane, of profile: MachineProfile, at now: UInt64) {
        start = now
        let most = lane.home == nil ? Self.mostBlindMilliseconds : Self.mostTurnMilliseconds
        deadline = now + UInt64(min(lane.driveLimitMilliseconds, most)) * 1_000_000
        homes = Set(profile.lanes.compactMap { $0.home?.name })
        blocking = Set(profile.interlocks(blocking: lane.id).map(\.input.name))
    }

    /// An input changed. Whichever motor turns, and whosever switch it moves, it is stopped where it started.
    /// - Returns: why the motor has to go off now; nil to go on.
    package mutating func changed(_ line: LineName, to level: Level, at now: UInt64) -> PulseFact.End? {
        if let known = changes.firstIndex(where: { $0.line == line }) {
            changes[known].count += 1
            changes[known].last = level
        } else {
            let after = Int((max(now, start) - start) / 1_000_000)
            changes.append(PulseFact.Change(line: line, count: 1, afterMilliseconds: after, last: level))
        }
        if blocking.contains(line), level == .inactive { return .interlockOpened }
        guard homes.contains(line) else { return nil }
        if level == .inactive {
            away.insert(line)
            return nil
        }
        return away.contains(line) ? .homeSeen : nil
    }
}
