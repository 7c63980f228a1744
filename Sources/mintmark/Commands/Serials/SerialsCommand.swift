import ArgumentParser

/// `mintmark serials`: the books of serials.
struct SerialsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serials",
        abstract: "Check the books of serials.",
        subcommands: [SerialsCheckCommand.self]
    )
}
