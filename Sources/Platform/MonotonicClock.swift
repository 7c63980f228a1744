internal import Glibc

/// The clock that only goes forward, and with which the kernel stamps edges. It starts anew with the computer.
package enum MonotonicClock {
    /// For times in milliseconds.
    package static let nanosecondsPerMillisecond: UInt64 = 1_000_000

    /// `CLOCK_MONOTONIC`, in nanoseconds.
    package static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
