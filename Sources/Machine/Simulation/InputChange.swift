package import GPIO

/// One input of the simulated machine that changed.
package struct InputChange: Sendable, Hashable {
    /// Which input.
    package var line: LineName
    /// What it changed to.
    package var level: Level
    /// When, in nanoseconds of the monotonic clock.
    package var atNanoseconds: UInt64

    /// A change.
    package init(line: LineName, level: Level, atNanoseconds: UInt64) {
        self.line = line
        self.level = level
        self.atNanoseconds = atNanoseconds
    }
}
