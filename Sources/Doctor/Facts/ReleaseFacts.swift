package import GPIO

/// What the kernel does with an output whose process died.
package struct ReleaseFacts: Codable, Sendable, Equatable {
    /// One line that a child of ours drove when it was killed.
    package struct Trial: Codable, Sendable, Equatable {
        /// Which line.
        package var line: LineName
        /// Whether the child said that it drives it.
        package var wasDriven: Bool
        /// What the line shows after the child is gone; nil when it could not be read.
        package var after: Level?
        /// How long after the kill it was safe, or how long was waited.
        package var milliseconds: Int
        /// Why the trial did not come to its end.
        package var problem: String?

        /// A trial of a line.
        package init(
            line: LineName,
            wasDriven: Bool = false,
            after: Level? = nil,
            milliseconds: Int = 0,
            problem: String? = nil
        ) {
            self.line = line
            self.wasDriven = wasDriven
            self.after = after
            self.milliseconds = milliseconds
            self.problem = problem
        }
    }

    /// Whether the kernel's own setting says that outputs stay driven; nil where there is no such setting.
    package var kernelKeepsOutputs: Bool?
    /// The trials, one for each line that was allowed.
    package var trials: [Trial]
    /// Whether the machine has outputs at all.
    package var hasOutputs: Bool

    /// Facts with all their parts.
    package init(kernelKeepsOutputs: Bool? = nil, trials: [Trial] = [], hasOutputs: Bool) {
        self.kernelKeepsOutputs = kernelKeepsOutputs
        self.trials = trials
        self.hasOutputs = hasOutputs
    }
}
