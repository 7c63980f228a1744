import ArgumentParser

/// `mintmark party`: who may say what of our products.
struct PartyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "party",
        abstract: "See and say who may enter events of products with keys of their own.",
        subcommands: [PartyListCommand.self, PartyPutCommand.self, PartyRevokeCommand.self]
    )
}
