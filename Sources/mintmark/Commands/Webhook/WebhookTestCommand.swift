import ArgumentParser

/// `mintmark webhook test`.
struct WebhookTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send a webhook a test message now and say what it answers. Exits with 1 when it does not accept."
    )

    @OptionGroup var subject: WebhookSubject

    func run() async throws {
        let reply = try await subject.coordinator.withClient {
            try await $0.reply(.post, "/v1/webhooks/\(subject.webhook)/test", as: Answers.WebhookTest.self)
        }
        subject.output.show(reply) { _ in
            [subject.webhook]
        } text: { test, _ in
            let body = test.body.isEmpty ? "" : "\(PlainText.line(test.body))\n"
            return "Answer after \(test.milliseconds) ms: \(PlainText.line(test.answer))\n" + body
        }
        guard let status = reply.value.status, (200..<300).contains(status) else {
            throw CommandError("The receiver did not accept the test message; look at its log.", status: .badNews)
        }
    }
}
