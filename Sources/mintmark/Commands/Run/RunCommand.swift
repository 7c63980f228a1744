import ArgumentParser

/// `mintmark run`: orders of lines, and what passes on them.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Order runs of a line, control them and watch their units.",
        subcommands: [
            RunListCommand.self, RunShowCommand.self, RunOrderCommand.self, RunStartCommand.self,
            RunInterruptCommand.self, RunResumeCommand.self, RunAbortCommand.self, RunWatchCommand.self,
        ]
    )
}
