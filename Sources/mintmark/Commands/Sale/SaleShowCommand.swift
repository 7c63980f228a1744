import ArgumentParser

/// `mintmark sale show`.
struct SaleShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one sale: payments, what happened when, its transfers, and what a person has to do."
    )

    @Argument(help: "The sale's id.", completion: .sales)
    var sale: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await coordinator.withClient { client in
            let reply = try await client.reply(.get, "/v1/sales/\(sale)", as: Answers.Sale.self)
            guard !output.json, !output.quiet else {
                return output.show(reply) {
                    [$0.order.id]
                } text: { _, _ in
                    ""
                }
            }
            let events = try await SaleEvents.all(of: reply.value, client)
            let transfers = try await client.get(
                APIPath("/v1/ledger/transfers").with("sale", sale).with("limit", PageOptions.most),
                as: Answers.Transfers.self
            )
            Terminal.put(SaleText.sheet(reply.value, events, transfers.transfers, output.presentation))
        }
    }
}
