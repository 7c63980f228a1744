/// A run as the journal has it. Its states are the caller's words; the journal knows which of them are the end.
package struct StoredRun: Sendable, Hashable {
    /// What a serial that left its block counts as.
    package enum Tally: Sendable, CaseIterable {
        case commissioned, scrapped, unusable
    }

    /// The run's id.
    package var id: String
    /// The incarnation in which it was started.
    package var incarnation: Int64
    /// The command that started it.
    package var commandID: String
    /// That command's trace context.
    package var traceparent: String?
    /// The product.
    package var gtin: String
    /// The lot, which is told with the run.
    package var lot: String?
    /// How many units have to be commissioned.
    package var count: Int
    /// The state.
    package var state: String
    /// Whether that state is the end.
    package var isOver = false
    /// Why, where the state has a reason.
    package var reason: String?
    /// How many serials left their block for it.
    package var units = 0
    /// How many units were commissioned.
    package var commissioned = 0
    /// How many were scrapped.
    package var scrapped = 0
    /// How many serials were spent on a unit that was never marked.
    package var unusable = 0

    /// A run that begins.
    package init(
        id: String,
        incarnation: Int64,
        commandID: String,
        traceparent: String?,
        gtin: String,
        lot: String? = nil,
        count: Int,
        state: String
    ) {
        self.id = id
        self.incarnation = incarnation
        self.commandID = commandID
        self.traceparent = traceparent
        self.gtin = gtin
        self.lot = lot
        self.count = count
        self.state = state
    }
}
