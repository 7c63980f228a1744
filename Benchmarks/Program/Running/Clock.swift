import Glibc
import Platform

/// Times on CLOCK_MONOTONIC, which every process of this computer shares.
enum Clock {
    /// Now.
    static var nanoseconds: UInt64 { MonotonicClock.now() }

    /// Seconds since an earlier reading.
    static func seconds(since nanoseconds: UInt64) -> Double { Double(Clock.nanoseconds - nanoseconds) / 1e9 }

    /// Processor time of the calling thread, in seconds.
    static var processorSeconds: Double { seconds(of: CLOCK_THREAD_CPUTIME_ID) }

    /// How far CLOCK_REALTIME is ahead, in seconds: to place another program's wall-clock times.
    static var realtimeOffsetSeconds: Double { seconds(of: CLOCK_REALTIME) - Double(nanoseconds) / 1e9 }

    private static func seconds(of clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
