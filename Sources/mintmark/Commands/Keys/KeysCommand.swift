import ArgumentParser

/// `mintmark keys`: the keys of the deployment.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Replace keys of the deployment. A machine's own key: mintmark machine rotate-key",
        subcommands: [KeysRotateCommand.self]
    )
}
