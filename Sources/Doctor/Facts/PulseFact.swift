package import GPIO

/// What one consented pulse of a motor did.
package struct PulseFact: Codable, Sendable, Equatable {
    /// Why the motor went off.
    package enum End: String, Codable, Sendable, CaseIterable {
        /// A home switch was left and is seen again: a turn is complete.
        case homeSeen
        /// The time was over.
        case time
        /// An interlock that blocks the lane opened.
        case interlockOpened
        /// Edges were lost, so nobody knows what happened.
        case edgesLost
        /// Whoever called was told to stop.
        case stopped
        /// A line failed.
        case failed
    }

    /// What one input did.
    package struct Change: Codable, Sendable, Equatable {
        /// Which input.
        package var line: LineName
        /// How often it changed.
        package var count: Int
        /// Milliseconds from the motor going on to the first change.
        package var afterMilliseconds: Int
        /// What it shows at the end.
        package var last: Level

        /// A change.
        package init(line: LineName, count: Int, afterMilliseconds: Int, last: Level) {
            self.line = line
            self.count = count
            self.afterMilliseconds = afterMilliseconds
            self.last = last
        }
    }

    /// Which lane's motor.
    package var lane: String
    /// Its line.
    package var line: LineName
    /// How long it was driven; nil when it never was.
    package var drivenMilliseconds: Int?
    /// Why it went off.
    package var end: End?
    /// What the inputs did, in the order of their first change.
    package var changes: [Change]
    /// Why it was not driven at all.
    package var refused: String?

    /// A pulse that was not given yet.
    package init(lane: String, line: LineName) {
        self.lane = lane
        self.line = line
        changes = []
    }

    /// Whether an input did anything.
    package func moved(_ line: LineName?) -> Bool { changes.contains { $0.line == line } }
}
