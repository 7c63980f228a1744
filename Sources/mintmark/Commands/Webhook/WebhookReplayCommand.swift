import ArgumentParser
import Protocol

/// `mintmark webhook replay`.
struct WebhookReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Send everything after a cursor again; a receiver knows repeated messages by their id."
    )

    @OptionGroup var subject: WebhookSubject

    @Option(help: "The cursor of the event after which to begin. (default: the beginning of the log)")
    var after: String?

    private struct Request: Encodable { let after: String? }

    func run() async throws { try await subject.show(.post, "replay", StrictJSON.encode(Request(after: after))) }
}
