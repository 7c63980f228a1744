import ArgumentParser

/// `mintmark webhook show`.
struct WebhookShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one webhook and how its deliveries are."
    )

    @OptionGroup var subject: WebhookSubject

    func run() async throws { try await subject.show(.get) }
}
