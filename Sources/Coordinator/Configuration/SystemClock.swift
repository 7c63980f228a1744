import Faults
import Glibc

/// The wall clock of this computer; the one place that asks for it.
package enum SystemClock {
    /// Now.
    package static var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let milliseconds = Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
        return Moment(milliseconds: milliseconds + ClockShift.milliseconds)
    }
}
