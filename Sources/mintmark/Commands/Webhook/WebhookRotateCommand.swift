import ArgumentParser
import Protocol

/// `mintmark webhook rotate`.
struct WebhookRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Give a webhook a new secret; the old one signs too for a while."
    )

    @OptionGroup var subject: WebhookSubject

    @Option(help: "How long the old secret signs too, in hours.")
    var hours: Int64 = 24

    private struct Request: Encodable { let oldSecretSeconds: Int64 }

    func validate() throws {
        guard (0...720).contains(hours) else { throw ValidationError("--hours is from 0 to 720, 30 days.") }
    }

    func run() async throws {
        try await subject.show(.post, "rotate", StrictJSON.encode(Request(oldSecretSeconds: hours * 3_600)))
    }
}
