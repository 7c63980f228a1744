import Platform

/// Turns times of the monotonic clock into times of day, as the two clocks stand now.
struct ClockOffset {
    private let differenceMilliseconds: Int64

    init() {
        differenceMilliseconds = WallClock.milliseconds - Int64(MonotonicClock.now() / 1_000_000)
    }

    /// Milliseconds since 1970.
    func wallMilliseconds(_ monotonicNanoseconds: UInt64) -> Int64 {
        Int64(monotonicNanoseconds / 1_000_000) + differenceMilliseconds
    }
}
