import ArgumentParser

/// Which events are wanted.
struct EventFilterOptions: ParsableArguments {
    @Option(help: "Only of this kind, such as sale.changed, or sale.* for all that begin so; may be said again.")
    var kind: [String] = []

    @Option(help: ArgumentHelp("Only about this sale, machine or place.", valueName: "id"))
    var subject: String?

    @Option(help: ArgumentHelp("Only those after this one.", valueName: "cursor"))
    var after: String?

    /// For the client.
    var query: EventQuery { EventQuery(kinds: kind, subject: subject) }
}
