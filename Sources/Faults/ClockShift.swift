import Glibc

/// How far a test has set a program's wall clock ahead, so that it sees hours pass which nobody waits for. Debug builds
/// only. `MINTMARK_CLOCK_AHEAD_SECONDS=3600` is an hour, for the whole life of the process.
package enum ClockShift {
    #if DEBUG
    private static let aheadMilliseconds: Int64 = {
        guard let raw = getenv("MINTMARK_CLOCK_AHEAD_SECONDS"), let seconds = Int64(String(cString: raw)) else {
            return 0
        }
        return max(0, min(seconds, 1 << 30)) * 1_000
    }()
    #endif

    /// What to add to the wall clock.
    package static var milliseconds: Int64 {
        #if DEBUG
        aheadMilliseconds
        #else
        0
        #endif
    }
}
