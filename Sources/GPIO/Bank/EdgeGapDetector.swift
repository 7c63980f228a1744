/// Finds lost edges of one input from what the kernel numbers and reports. Pure; one per input and request.
///
/// Two things give a loss away. A hole in the line's sequence is an event that was dropped because the kernel's buffer
/// was full. A level that does not alternate is a pulse shorter than the kernel's interrupt thread took to start: it
/// reads the pin after the fact, so two edges come out as one, with no hole in the numbers.
package struct EdgeGapDetector: Hashable, Sendable {
    private var level: Level?
    private var sequence: UInt32

    /// Starts at a request: `level` is the input's level then, nil when an edge may already have happened, and
    /// `sequence` the number before the first event's.
    package init(level: Level?, sequence: UInt32 = 0) {
        self.level = level
        self.sequence = sequence
    }

    /// Takes the next event and says how many edges at least were lost before it.
    ///
    /// Numbers wrap at 2^32. One that goes back or repeats means the numbering itself cannot be trusted; it counts as
    /// one loss and is not followed.
    package mutating func observe(_ level: Level, sequence: UInt32) -> UInt32 {
        let dropped = sequence &- self.sequence &- 1
        guard dropped < 1 << 31 else {
            self.level = level
            return 1
        }
        let expected = self.level.map { dropped.isMultiple(of: 2) ? $0.inverted : $0 }
        self.level = level
        self.sequence = sequence
        let merged: UInt32 = expected == nil || expected == level ? 0 : 1
        return dropped + merged
    }
}
