import ArgumentParser

/// `mintmark webhook`: who is told of events.
struct WebhookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook",
        abstract: "See, make and repair webhooks: who is told of events.",
        subcommands: [
            WebhookListCommand.self, WebhookShowCommand.self, WebhookAddCommand.self, WebhookTestCommand.self,
            WebhookPauseCommand.self, WebhookResumeCommand.self, WebhookRotateCommand.self, WebhookReplayCommand.self,
            WebhookDeadLettersCommand.self, WebhookRetryCommand.self, WebhookRemoveCommand.self,
        ]
    )
}
