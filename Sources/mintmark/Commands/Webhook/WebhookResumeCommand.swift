import ArgumentParser

/// `mintmark webhook resume`.
struct WebhookResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Send to a webhook again that was paused or disabled, from where it stopped."
    )

    @OptionGroup var subject: WebhookSubject

    func run() async throws { try await subject.show(.post, "resume") }
}
