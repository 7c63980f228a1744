import Faults
package import Protocol
import Synchronization

/// The coordinator's time, from signed sessions: an offset to the monotonic clock. A machine without a real-time clock
/// learns the time here; a wrong wall clock can't make an expired command valid.
package final class TrustedTime: Sendable {
    private let offset = Mutex<Int64?>(nil)

    /// Makes a clock that does not know the time yet.
    package init() {}

    /// Takes the coordinator's time from a grant.
    /// - Parameters:
    ///   - milliseconds: the coordinator's wall time when it signed, since 1970.
    ///   - monotonicNanoseconds: when the request was sent that it answers. However long the answer was held up on its
    ///     way, the result is never behind the coordinator's clock, so no command is taken for valid that is not.
    package func set(milliseconds: Int64, monotonicNanoseconds: UInt64) {
        offset.withLock { $0 = milliseconds - Int64(monotonicNanoseconds / 1_000_000) }
    }

    /// Milliseconds since 1970, or nil before the first session since this start.
    package func milliseconds(monotonicNanoseconds: UInt64) -> Int64? {
        offset.withLock { $0.map { $0 + Int64(monotonicNanoseconds / 1_000_000) } }
    }

    /// Whether a session was granted since this start.
    package var isKnown: Bool { offset.withLock { $0 != nil } }

    /// Whether the command must not be started any more; nil before the time is known.
    func isExpired(_ command: Command) -> Bool? {
        isExpired(command, monotonicNanoseconds: SystemClock.monotonicNanoseconds)
    }

    /// The same at a time of the monotonic clock.
    package func isExpired(_ command: Command, monotonicNanoseconds: UInt64) -> Bool? {
        // Seconds are compared, because `exp` may be any number that a signature covers.
        milliseconds(monotonicNanoseconds: monotonicNanoseconds).map {
            $0 / 1_000 >= command.exp && !Mutant.expiryIgnored.isActive
        }
    }
}
