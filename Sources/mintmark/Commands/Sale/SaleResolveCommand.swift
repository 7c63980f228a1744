import ArgumentParser

/// `mintmark sale resolve`.
struct SaleResolveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Say what really happened in a sale that is in doubt."
    )

    /// What happened.
    enum Outcome: String, CaseIterable, ExpressibleByArgument, Encodable {
        case delivered
        case notDelivered
    }

    @Argument(help: "The sale's id.", completion: .sales)
    var sale: String

    @Argument(help: "What happened.")
    var outcome: Outcome

    @Option(help: "How you know; others will read it.")
    var note: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    private struct Request: Encodable {
        let outcome: Outcome
        let note: String
    }

    func run() async throws {
        let reply = try await coordinator.withClient { client in
            let path: APIPath = "/v1/sales/\(sale)/resolve"
            return try await client.reply(.post, path, Request(outcome: outcome, note: note), as: Answers.Sale.self)
        }
        output.show(reply) {
            [$0.order.id]
        } text: { sale, _ in
            SaleText.line(sale) + SaleAdvice.text(sale)
        }
    }
}
