import ArgumentParser

/// `mintmark webhook list`.
struct WebhookListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the webhooks.")

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient {
            try await $0.reply(.get, "/v1/webhooks", as: Answers.Webhooks.self)
        }
        output.show(reply) {
            $0.webhooks.map(\.id)
        } text: {
            WebhookText.list($0.webhooks, $1)
        }
    }
}
