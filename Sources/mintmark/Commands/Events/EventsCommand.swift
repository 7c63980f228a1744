import ArgumentParser

/// `mintmark events`: the log of what happened.
struct EventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Read the log of everything that happened, and follow it.",
        subcommands: [EventsListCommand.self, EventsFollowCommand.self]
    )
}
