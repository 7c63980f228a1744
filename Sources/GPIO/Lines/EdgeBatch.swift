/// What one wait for edges brought back.
package struct EdgeBatch: Hashable, Sendable {
    /// The events by time; events of one line are always in their order.
    package var events: [EdgeEvent]
    /// How many edges at least were lost before the events in this batch, per line; lines that lost none are absent.
    /// The kernel keeps 16 unread edges per line and drops the oldest, so a count here means the reader was too slow
    /// or the line too fast, and whatever was counted on this line is in doubt.
    package var missed: [LineName: UInt32]

    /// A batch with its losses.
    package init(events: [EdgeEvent] = [], missed: [LineName: UInt32] = [:]) {
        self.events = events
        self.missed = missed
    }

    /// Whether nothing happened until the timeout.
    package var isEmpty: Bool { events.isEmpty && missed.isEmpty }
}
