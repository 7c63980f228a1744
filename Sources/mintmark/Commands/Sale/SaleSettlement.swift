import ArgumentParser

/// What `sale credited` and `sale written-off` have in common.
struct SaleSettlement: ParsableArguments {
    @Argument(help: "The sale's id.", completion: .sales)
    var sale: String

    @Option(help: "Why; others will read it.")
    var note: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    private struct Request: Encodable { let note: String }

    /// - Parameter act: the last part of the route.
    func run(_ act: String) async throws {
        let reply = try await coordinator.withClient { client in
            let path: APIPath = "/v1/sales/\(sale)/\(act)"
            return try await client.reply(.post, path, Request(note: note), as: Answers.Sale.self)
        }
        output.show(reply) {
            [$0.order.id]
        } text: { sale, _ in
            SaleText.line(sale) + SaleAdvice.text(sale)
        }
    }
}
