import ArgumentParser

/// `mintmark product`: what runs are of.
struct ProductCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "product",
        abstract: "See and make the products whose pieces get serials.",
        subcommands: [ProductListCommand.self, ProductShowCommand.self, ProductPutCommand.self]
    )
}
