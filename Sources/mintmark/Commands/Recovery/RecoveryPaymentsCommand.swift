import ArgumentParser

/// `mintmark recovery payments`.
struct RecoveryPaymentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payments",
        abstract: "List payments for orders that were made after the backup and are not known here."
    )

    @Flag(help: "Those that are settled too.")
    var all = false

    @Option(help: "At most so many.")
    var limit: Int?

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let path = APIPath("/v1/recovery/payments").with("all", all ? "true" : nil).with("limit", limit)
        let reply = try await coordinator.withClient {
            try await $0.reply(.get, path, as: Answers.UnclaimedPayments.self)
        }
        output.show(reply) {
            $0.payments.map(\.id)
        } text: {
            RecoveryText.payments($0.payments, $1)
        }
    }
}
