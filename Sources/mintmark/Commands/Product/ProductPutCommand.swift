import ArgumentParser

/// `mintmark product put`.
struct ProductPutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "put",
        abstract: "Make a product, or give it another name.",
        discussion: """
            Its serials are random, unless the line can stamp numbers only: say how many digits then. That never \
            changes. Pieces get a passport once the product has one: PUT /v1/products/GTIN/passport.
            """
    )

    @Argument(help: "The product's GTIN, with its check digit.", completion: .products)
    var gtin: String

    @Option(help: "Its name, for people.")
    var name: String

    @Option(help: "Digits of its serials, 8 to 18, for lines that stamp numbers only.")
    var digits: Int?

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    private struct Request: Encodable {
        let name: String
        let serialDigits: Int?
    }

    func run() async throws {
        let request = Request(name: name, serialDigits: digits)
        let reply = try await coordinator.withClient {
            try await $0.reply(.put, "/v1/products/\(gtin)", request, as: Answers.Product.self)
        }
        output.show(reply) {
            [$0.gtin]
        } text: {
            ProductText.sheet($0, $1)
        }
    }
}
