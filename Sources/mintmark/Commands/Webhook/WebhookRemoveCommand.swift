import ArgumentParser

/// `mintmark webhook remove`.
struct WebhookRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a webhook with its dead letters."
    )

    @OptionGroup var subject: WebhookSubject
    @OptionGroup var confirmation: Confirmation

    func run() async throws {
        try confirmation.ask("Remove webhook \(subject.webhook) with its dead letters?")
        try await subject.coordinator.withClient { _ = try await $0.send(.delete, "/v1/webhooks/\(subject.webhook)") }
        subject.output.confirm(subject.webhook, "Webhook \(subject.webhook) is removed.")
    }
}
