import ArgumentParser

/// `mintmark life`: what happened to a product, said by who did it.
struct LifeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "life",
        abstract: "Say what happened to a product, signed with your own key.",
        discussion: """
            For repairers, recyclers, owners and authorities. Make a key once, tell its name to the product's maker, \
            and from then on: mintmark life sign repair LINK --key FILE > repair.jwt, and mintmark life enter \
            repair.jwt --url https://…. Signing needs no network.
            """,
        subcommands: [LifeKeyCommand.self, LifeSignCommand.self, LifeEnterCommand.self]
    )
}
