package import GPIO

/// One output as it was found, at its safe level.
package struct OutputFact: Codable, Sendable, Equatable {
    /// Which line.
    package var line: LineName
    /// The lane whose motor it turns.
    package var lane: String
    /// What nobody's line shows before it is taken: what holds the motor while no program runs; nil when it was not
    /// read.
    package var unowned: Level?
    /// What it reads back when it is driven to its safe level.
    package var level: Level?
    /// Why it could not be taken.
    package var problem: LineProblem?

    /// An output that was not looked at yet.
    package init(line: LineName, lane: String) {
        self.line = line
        self.lane = lane
    }

    /// For a person.
    package var words: String { "the motor of \(lane) (\(line))" }
}
