import ArgumentParser

/// `mintmark webhook retry`.
struct WebhookRetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Send messages again that were given up: all of a webhook, or those of some events."
    )

    @OptionGroup var subject: WebhookSubject

    @Option(help: "Only this event's, as dead-letters names it; may be said again.")
    var event: [String] = []

    func run() async throws {
        let base: APIPath = "/v1/webhooks/\(subject.webhook)/dead-letters/retry"
        let paths =
            event.isEmpty
            ? [base] : event.map { "/v1/webhooks/\(subject.webhook)/dead-letters/\($0)/retry" as APIPath }
        try await subject.coordinator.withClient { client in
            for path in paths {
                let reply = try await client.reply(.post, path, as: Answers.Retrying.self)
                subject.output.show(reply) { _ in
                    [subject.webhook]
                } text: { retrying, _ in
                    Words.count(retrying.retrying, "message is", "messages are") + " sent again.\n"
                }
            }
        }
    }
}
