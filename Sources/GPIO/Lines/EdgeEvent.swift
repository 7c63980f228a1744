/// One change of an input, as the kernel saw it.
package struct EdgeEvent: Hashable, Sendable {
    /// The input that changed.
    package var line: LineName
    /// What it changed to.
    package var level: Level
    /// When, in nanoseconds of `CLOCK_MONOTONIC`, taken in the kernel. With debounce it is the moment the line had
    /// been still for the whole period.
    package var timestampNanoseconds: UInt64
    /// The place of this event among all events of its bank, from 1, wrapping: what was delivered is dense here.
    package var sequence: UInt32
    /// The kernel's count of edges on this line since it was requested, from 1, wrapping. A hole is a lost edge.
    package var lineSequence: UInt32

    /// An event with all its fields.
    package init(
        line: LineName,
        level: Level,
        timestampNanoseconds: UInt64,
        sequence: UInt32,
        lineSequence: UInt32
    ) {
        self.line = line
        self.level = level
        self.timestampNanoseconds = timestampNanoseconds
        self.sequence = sequence
        self.lineSequence = lineSequence
    }
}
