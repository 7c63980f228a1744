/// A moment as the caller's clocks gave it. The journal has no clock of its own.
package struct JournalInstant: Sendable, Equatable {
    /// Milliseconds of the monotonic clock of this boot.
    package var monotonicMilliseconds: Int64
    /// Milliseconds since 1970 of the wall clock, right or wrong: a machine may have no battery for it.
    package var wallMilliseconds: Int64

    /// A moment on both clocks.
    package init(monotonicMilliseconds: Int64, wallMilliseconds: Int64) {
        self.monotonicMilliseconds = monotonicMilliseconds
        self.wallMilliseconds = wallMilliseconds
    }

    /// 2026-01-01T00:00:00Z. A wall clock before it has not been set yet, and nothing is judged by it.
    static let earliestPlausibleWallMilliseconds: Int64 = 1_767_225_600_000

    /// Whether the wall clock can be right.
    var isWallPlausible: Bool { wallMilliseconds >= JournalInstant.earliestPlausibleWallMilliseconds }
}
