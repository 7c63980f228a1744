internal import Glibc

/// The clock that only goes forward, and with which the kernel stamps edges. It starts anew with the computer.
package enum MonotonicClock {
    /// For times in milliseconds.
    package static let nanosecondsPerMillisecond: UInt64 = 1_000_000

    /// `CLOCK_MONOTONIC`, in nanoseconds.
    package static func now() -> UInt64 { nanoseconds(of: CLOCK_MONOTONIC) }

    /// The processor time that the calling thread has taken, in nanoseconds: what a measurement compares on a busy
    /// computer.
    package static func threadTime() -> UInt64 { nanoseconds(of: CLOCK_THREAD_CPUTIME_ID) }

    private static func nanoseconds(of clock: clockid_t) -> UInt64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
