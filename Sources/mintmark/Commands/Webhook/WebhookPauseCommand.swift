import ArgumentParser

/// `mintmark webhook pause`.
struct WebhookPauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Send nothing to a webhook until it is resumed; nothing is lost."
    )

    @OptionGroup var subject: WebhookSubject

    func run() async throws { try await subject.show(.post, "pause") }
}
