import ArgumentParser

/// `mintmark sale refunded`.
struct SaleRefundedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refunded",
        abstract: "Say that a customer was paid back, outside of Mintmark.",
        discussion: "The same reference counts once, so that it can be said again when in doubt whether it was said."
    )

    @Argument(help: "The sale's id.", completion: .sales)
    var sale: String

    @Option(help: "Which payment it was, such as a transaction's id.")
    var reference: String

    @Option(help: "How much, in whole units such as 1.50. (default: all that is owed)")
    var amount: String?

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    private struct Request: Encodable {
        let reference: String
        let amount: String?
    }

    func run() async throws {
        let reply = try await coordinator.withClient { client in
            var minor: String?
            if let amount {
                let asset = try await client.get("/v1/sales/\(sale)", as: Answers.Sale.self).order.asset
                minor = try AmountText.minor(amount, asset)
            }
            let path: APIPath = "/v1/sales/\(sale)/refunded"
            return try await client.reply(
                .post,
                path,
                Request(reference: reference, amount: minor),
                as: Answers.Sale.self
            )
        }
        output.show(reply) {
            [$0.order.id]
        } text: { sale, _ in
            SaleText.line(sale) + SaleAdvice.text(sale)
        }
    }
}
