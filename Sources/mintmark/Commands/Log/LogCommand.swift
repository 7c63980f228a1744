import ArgumentParser

/// `mintmark log`: the log of serials of a coordinator that is stopped.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Check the log of serials against its mirror, and rebuild one from the other.",
        subcommands: [LogFsckCommand.self]
    )
}
