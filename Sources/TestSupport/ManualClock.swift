import Synchronization

/// A clock that moves only when a test moves it. Monotonic time and wall time are apart, because a wall clock steps.
package final class ManualClock: Sendable {
    private struct Times {
        var monotonicNanoseconds: UInt64
        var wallMilliseconds: Int64
    }

    private let times: Mutex<Times>

    /// Starts at one second after boot, on 2027-01-15 at 08:00 UTC, unless told otherwise.
    package init(monotonicNanoseconds: UInt64 = 1_000_000_000, wallMilliseconds: Int64 = 1_800_000_000_000) {
        times = Mutex(Times(monotonicNanoseconds: monotonicNanoseconds, wallMilliseconds: wallMilliseconds))
    }

    /// Nanoseconds since boot. Setting it alone leaves the wall clock where it is.
    package var monotonicNanoseconds: UInt64 {
        get { times.withLock { $0.monotonicNanoseconds } }
        set { times.withLock { $0.monotonicNanoseconds = newValue } }
    }

    /// Milliseconds since 1970 in UTC. Setting it alone is a step of the wall clock.
    package var wallMilliseconds: Int64 {
        get { times.withLock { $0.wallMilliseconds } }
        set { times.withLock { $0.wallMilliseconds = newValue } }
    }

    /// Moves both clocks on together, as time does.
    package func advance(milliseconds: Int64) {
        precondition(milliseconds >= 0, "time does not go back; set wallMilliseconds to step the wall clock")
        times.withLock { times in
            times.monotonicNanoseconds += UInt64(milliseconds) * 1_000_000
            times.wallMilliseconds += milliseconds
        }
    }
}
