/// What holds for the machine as a whole. Times are milliseconds.
package struct MachineLimits: Codable, Sendable, Equatable {
    /// How long the program may be silent before the watchdog ends it.
    package var watchdogMilliseconds: Int
    /// How many motors may be on at once; always 1 in this format.
    package var concurrentMotors: Int
    /// How long after one motor went off the next may be turned on.
    package var settleMilliseconds: Int

    /// Limits with all their parts.
    package init(watchdogMilliseconds: Int, concurrentMotors: Int = 1, settleMilliseconds: Int) {
        self.watchdogMilliseconds = watchdogMilliseconds
        self.concurrentMotors = concurrentMotors
        self.settleMilliseconds = settleMilliseconds
    }
}
