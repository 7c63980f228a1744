/// How one child is treated. Times are milliseconds. It follows systemd.service(5) with `Restart=always`.
package struct ChildPolicy: Sendable, Equatable {
    /// Statuses that starting again does not mend: 64 and 78 of sysexits.h (wrong arguments, wrong configuration), and
    /// the shell's 126 and 127 (the program can't be run or isn't there).
    package static let usualFinalStatuses: Set<Int32> = [64, 78, 126, 127]

    /// Whether the child says `READY=1`. One that doesn't counts as ready as soon as it runs, and has no watchdog.
    package var notifies = true
    /// A child that is silent for longer is killed; nil for no watchdog.
    package var watchdogMilliseconds: UInt64?
    /// A child that is not ready by then is killed.
    package var startMilliseconds: UInt64 = 60_000
    /// How long a child may take to end after SIGTERM, or after it said `STOPPING=1`.
    package var stopMilliseconds: UInt64 = 10_000
    /// The pause before the first restart; it doubles with each that follows.
    package var firstPauseMilliseconds: UInt64 = 200
    /// The longest pause.
    package var longestPauseMilliseconds: UInt64 = 10_000
    /// A child that ran this long has its next pause from the beginning again.
    package var steadyMilliseconds: UInt64 = 10_000
    /// Statuses after which the child is not started again.
    package var finalStatuses = Self.usualFinalStatuses

    /// A policy; the defaults are those above.
    package init(notifies: Bool = true, watchdogMilliseconds: UInt64? = nil) {
        self.notifies = notifies
        self.watchdogMilliseconds = watchdogMilliseconds
    }

    /// The pause before the start that follows `failures` ends in a row, of which the last counts.
    func pauseMilliseconds(failures: Int) -> UInt64 {
        let doublings = UInt64(min(max(failures - 1, 0), 20))
        return min(longestPauseMilliseconds, firstPauseMilliseconds << doublings)
    }
}
