/// A run has another state, or somebody asked for the one it has.
package struct RunReport: Hashable, Sendable, Codable {
    /// The run's id.
    package var run: String
    /// The state.
    package var state: RunState
    /// Units commissioned so far.
    package var commissioned: Int
    /// Units scrapped so far.
    package var scrapped: Int
    /// Serials that were spent on a unit the marker never touched.
    package var unusable: Int
    /// Why it is interrupted, aborted or ended short, in one word.
    package var reason: String?

    /// Makes a report.
    package init(
        run: String,
        state: RunState,
        commissioned: Int,
        scrapped: Int,
        unusable: Int,
        reason: String? = nil
    ) {
        self.run = run
        self.state = state
        self.commissioned = commissioned
        self.scrapped = scrapped
        self.unusable = unusable
        self.reason = reason
    }
}
