import ArgumentParser

/// One webhook, and what is asked of it: what the commands about one have in common.
struct WebhookSubject: ParsableArguments {
    @Argument(help: "The webhook's id.", completion: .webhooks)
    var webhook: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    /// Asks for one thing and shows the webhook as it is then.
    func show(_ method: APIClient.Method, _ act: String? = nil, _ body: [UInt8]? = nil) async throws {
        let reply = try await coordinator.withClient { client in
            let path: APIPath = act.map { "/v1/webhooks/\(webhook)/\($0)" } ?? "/v1/webhooks/\(webhook)"
            return try await client.reply(method, path, bytes: body, as: Answers.Webhook.self)
        }
        output.show(reply) {
            [$0.id]
        } text: {
            WebhookText.sheet($0, $1)
        }
    }
}
