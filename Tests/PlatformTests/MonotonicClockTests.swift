import Glibc
import Platform
import Testing

@Suite("MonotonicClock")
struct MonotonicClockTests {
    @Test func isTheKernelsClockInNanoseconds() {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let before = UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
        let now = MonotonicClock.now()
        #expect(now >= before)
        #expect(now - before < 60 * 1_000 * MonotonicClock.nanosecondsPerMillisecond)
    }
}
