/// A run has another state, or somebody asked for the one it has. It says what the run is, so that a coordinator that
/// lost its order knows it again.
package struct RunReport: Hashable, Sendable, Codable {
    /// The run's id.
    package var run: String
    /// The product, 14 digits.
    package var gtin: String
    /// The lot (AI 10).
    package var lot: String?
    /// How many units have to be commissioned.
    package var count: Int
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
        gtin: String,
        lot: String? = nil,
        count: Int,
        state: RunState,
        commissioned: Int,
        scrapped: Int,
        unusable: Int,
        reason: String? = nil
    ) {
        self.run = run
        self.gtin = gtin
        self.lot = lot
        self.count = count
        self.state = state
        self.commissioned = commissioned
        self.scrapped = scrapped
        self.unusable = unusable
        self.reason = reason
    }
}
