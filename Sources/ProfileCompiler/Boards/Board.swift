/// A computer's header as a board file describes it.
struct Board: Sendable {
    /// Which way a line can be used.
    enum Direction: String, CaseIterable {
        case both
        case input
        case output
    }

    /// What holds the pin before anything has configured it.
    enum ResetPull: String, CaseIterable {
        case none
        case up
        case down
    }

    struct Line: Sendable {
        var direction: Direction
        var resetPull: ResetPull
    }

    var name: String
    var chip: String
    /// The most the board's hardware watchdog can count; nil when it has no such limit.
    var watchdogMaximumMilliseconds: Int?
    /// The lines by name; nil when the board takes any name.
    var lines: [String: Line]?
}
