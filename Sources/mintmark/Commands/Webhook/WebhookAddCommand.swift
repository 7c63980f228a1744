import ArgumentParser

/// `mintmark webhook add`.
struct WebhookAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make a webhook; the secret that signs its messages is shown once."
    )

    @Argument(help: "What people call it.")
    var name: String

    @Argument(help: "Where the messages go, https://…")
    var url: String

    @Option(help: "Which events, such as sale.changed or 'alarm.*'; may be said again. (default: all)")
    var kind: [String] = []

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    private struct Request: Encodable {
        let name: String
        let url: String
        let kinds: [String]
    }

    func run() async throws {
        let request = Request(name: name, url: url, kinds: kind.isEmpty ? ["*"] : kind)
        let reply = try await coordinator.withClient {
            try await $0.reply(.post, "/v1/webhooks", request, as: Answers.Webhook.self)
        }
        output.show(reply) {
            [$0.id]
        } text: {
            WebhookText.sheet($0, $1)
        }
    }
}
