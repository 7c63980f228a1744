import Supervision

/// One time that a simulated motor was turned on.
struct SoakFiring {
    /// When, in nanoseconds of `CLOCK_MONOTONIC`.
    let on: UInt64
    /// When it was off again; nil while it turns.
    var off: UInt64?
    /// Units that fell before the next firing.
    var drops = 0

    /// Within which a motor must be at home again: the profile's `homeTimeout`. One that is still on was not stopped.
    static let longestTurnMilliseconds = 1_000

    /// Whether it was stopped before a second turn could end.
    var isStoppedInTime: Bool {
        guard let off, off >= on else { return false }
        return off - on <= UInt64(Self.longestTurnMilliseconds) * 1_000_000
    }

    /// All of a lane, oldest first.
    static func all(of lane: String, in events: [MachineLogEntry]) -> [SoakFiring] {
        var firings: [SoakFiring] = []
        for event in events where event.lane == lane {
            switch event.what {
            case .on: firings.append(SoakFiring(on: event.nanoseconds))
            case .off,
                .released where !firings.isEmpty:
                firings[firings.count - 1].off = event.nanoseconds
            case .drop where !firings.isEmpty: firings[firings.count - 1].drops += 1
            default: break
            }
        }
        return firings
    }
}
