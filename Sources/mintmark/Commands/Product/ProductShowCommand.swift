import ArgumentParser

/// `mintmark product show`.
struct ProductShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one product.")

    @Argument(help: "The product's GTIN.", completion: .products)
    var gtin: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient {
            try await $0.reply(.get, "/v1/products/\(gtin)", as: Answers.Product.self)
        }
        output.show(reply) {
            [$0.gtin]
        } text: {
            ProductText.sheet($0, $1)
        }
    }
}
