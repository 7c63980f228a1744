import ArgumentParser

/// `mintmark token`: who may use the API.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "See, make and revoke tokens: who may use the API, and for what.",
        subcommands: [TokenListCommand.self, TokenMakeCommand.self, TokenRevokeCommand.self]
    )
}
