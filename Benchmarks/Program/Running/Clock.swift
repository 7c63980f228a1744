import Foundation
import Platform

/// Times on CLOCK_MONOTONIC, which every process of this computer shares.
enum Clock {
    /// Now.
    static var nanoseconds: UInt64 { MonotonicClock.now() }

    /// Seconds since an earlier reading.
    static func seconds(since nanoseconds: UInt64) -> Double { Double(Clock.nanoseconds - nanoseconds) / 1e9 }

    /// Processor time of the calling thread, in seconds.
    static var processorSeconds: Double { Double(MonotonicClock.threadTime()) / 1e9 }

    /// How far CLOCK_REALTIME is ahead, in seconds: to place another program's wall-clock times.
    static var realtimeOffsetSeconds: Double { Date().timeIntervalSince1970 - Double(nanoseconds) / 1e9 }
}
