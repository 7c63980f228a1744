import ArgumentParser

/// `mintmark machine secret`.
struct MachineSecretCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret",
        abstract: "Make a one-time secret that enrols one machine without further asking.",
        discussion: "Nothing but the secret is printed, so that it can be put into a file."
    )

    @Argument(help: "The machine's name: a-z, 0-9 and hyphens.")
    var name: String

    @Option(help: "How long it is valid, in minutes.")
    var minutes: Int64 = 60

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    private struct Request: Encodable {
        let name: String
        let validSeconds: Int64
    }

    func validate() throws {
        guard (1...10_080).contains(minutes) else { throw ValidationError("--minutes is from 1 to 10080, a week.") }
    }

    func run() async throws {
        let reply = try await coordinator.withClient { client in
            try await client.reply(
                .post,
                "/v1/machines/secrets",
                Request(name: name, validSeconds: minutes * 60),
                as: Answers.Secret.self
            )
        }
        output.show(reply) {
            [$0.secret]
        } text: { secret, _ in
            secret.secret + "\n"
        }
    }
}
