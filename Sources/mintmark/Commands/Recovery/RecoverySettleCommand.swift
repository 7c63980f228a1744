import ArgumentParser

/// `mintmark recovery settle`.
struct RecoverySettleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle",
        abstract: "Say what became of a payment for an order that is not known here."
    )

    /// What became of it.
    enum Outcome: String, CaseIterable, ExpressibleByArgument, Encodable {
        case sold
        case refunded
    }

    @Argument(help: "The payment's id.")
    var payment: String

    @Argument(help: "sold: the goods were delivered. refunded: the money was paid back.")
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
            try await client.reply(
                .post,
                "/v1/recovery/payments/\(payment)/settle",
                Request(outcome: outcome, note: note),
                as: Answers.UnclaimedPayment.self
            )
        }
        output.show(reply) {
            [$0.id]
        } text: { payment, _ in
            "Payment \(payment.id) is settled as \(payment.state).\n"
        }
    }
}
