import ArgumentParser

/// `mintmark product list`.
struct ProductListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the products.")

    @OptionGroup var page: PageOptions
    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient {
            try await $0.reply(.get, page.applied(to: "/v1/products"), as: Answers.Products.self)
        }
        output.show(reply) {
            $0.products.map(\.gtin)
        } text: {
            ProductText.list($0.products, $1)
        }
        page.tellOfMore(reply.value.next, output)
    }
}
