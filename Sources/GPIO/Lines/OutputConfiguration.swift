/// One output and the level at which it can do no harm.
package struct OutputConfiguration: Hashable, Sendable {
    /// Which line.
    package var name: LineName
    /// Whether the load is on when the pin is low.
    package var activeLow: Bool
    /// The level the line is requested with; it is driven from the first moment, without a glitch in between.
    package var initial: Level
    /// The level on start, stop and error.
    package var safe: Level

    /// Describes an output. `initial` is the safe level unless told otherwise.
    package init(name: LineName, activeLow: Bool = false, initial: Level? = nil, safe: Level = .inactive) {
        self.name = name
        self.activeLow = activeLow
        self.initial = initial ?? safe
        self.safe = safe
    }
}
