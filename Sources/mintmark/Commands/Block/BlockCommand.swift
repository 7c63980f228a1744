import ArgumentParser

/// `mintmark block`: serials that machines hold.
struct BlockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "block",
        abstract: "See the serials that machines hold; grant more, and ask for them back.",
        subcommands: [BlockListCommand.self, BlockShowCommand.self, BlockGrantCommand.self, BlockCloseCommand.self]
    )
}
