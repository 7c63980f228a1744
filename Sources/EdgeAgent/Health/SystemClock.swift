import Glibc
import Journal
import Platform

/// The clocks of this computer.
enum SystemClock {
    /// Nanoseconds of CLOCK_MONOTONIC, the clock that also stamps the edges.
    static var monotonicNanoseconds: UInt64 { MonotonicClock.now() }

    /// Now on both clocks, for the journal.
    static var journalInstant: JournalInstant {
        JournalInstant(
            monotonicMilliseconds: Int64(monotonicNanoseconds / 1_000_000),
            wallMilliseconds: wallMilliseconds
        )
    }

    /// Milliseconds since 1970 by this computer, which may be wrong: for annotations only.
    static var wallMilliseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
