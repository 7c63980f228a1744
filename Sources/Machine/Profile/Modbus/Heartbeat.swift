/// The signs of life between the agent and a PLC: each side counts up, the other notices when it stops.
package struct Heartbeat: Codable, Sendable, Equatable {
    /// The register the agent counts up; the PLC leaves Execute when it stops.
    package var ours: String
    /// The register the PLC counts up; no serial is issued when it stops.
    package var theirs: String
    /// How often the agent counts, in milliseconds; at most a third of the timeout, so that two may be lost.
    package var periodMilliseconds: Int
    /// How long a counter may stand still, in milliseconds.
    package var timeoutMilliseconds: Int

    /// A heartbeat with all its parts.
    package init(ours: String, theirs: String, periodMilliseconds: Int, timeoutMilliseconds: Int) {
        self.ours = ours
        self.theirs = theirs
        self.periodMilliseconds = periodMilliseconds
        self.timeoutMilliseconds = timeoutMilliseconds
    }
}
