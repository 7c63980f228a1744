import ArgumentParser

/// `mintmark webhook dead-letters`.
struct WebhookDeadLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters",
        abstract: "List the messages of a webhook that were given up."
    )

    @OptionGroup var subject: WebhookSubject

    @Option(help: "At most so many, 1 to \(PageOptions.most).")
    var limit = 50

    @Option(help: ArgumentHelp("Only those after this one.", valueName: "cursor"))
    var after: String?

    func run() async throws {
        let path: APIPath = "/v1/webhooks/\(subject.webhook)/dead-letters"
        let reply = try await subject.coordinator.withClient {
            try await $0.reply(.get, path.with("limit", limit).with("after", after), as: Answers.DeadLetters.self)
        }
        subject.output.show(reply) {
            $0.deadLetters.map(\.event)
        } text: {
            WebhookText.letters($0.deadLetters, subject.webhook, $1)
        }
        guard !subject.output.json, !subject.output.quiet, let next = reply.value.next else { return }
        Terminal.complain("There may be more: add --after \(next)")
    }
}
