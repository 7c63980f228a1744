/// What one `poll` found.
package struct RailBatch: Hashable, Sendable {
    /// The payments that are new, changed, or not yet final, in the order the rail gives them.
    package var sightings: [RailSighting]

    /// Pass it to the next `poll`. Opaque text; the caller stores it in the same transaction as what it made of
    /// `sightings`. Equal to the one passed in when there is nothing to store.
    package var cursor: String

    /// The newest block the rail knew, for people; nil where it has no blocks.
    package var tip: String?

    /// Every property, in order.
    package init(sightings: [RailSighting], cursor: String, tip: String? = nil) {
        self.sightings = sightings
        self.cursor = cursor
        self.tip = tip
    }
}
