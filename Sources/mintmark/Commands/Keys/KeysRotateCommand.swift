import ArgumentParser

/// `mintmark keys rotate`.
struct KeysRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Have a key replaced at the coordinator's next start.",
        discussion: """
            Machines learn of the new key by themselves, also those that are off meanwhile. The root key, by which \
            they know the deployment, can't be replaced.
            """
    )

    /// The keys that can be replaced.
    enum Key: String, ExpressibleByArgument, CaseIterable {
        case command, tls
    }

    @Argument(help: "command: signs commands, sessions and enrolments; tls: answers connections.")
    var key: Key

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    private struct Request: Encodable { let key: String }

    func run() async throws {
        let reply = try await coordinator.withClient { client in
            try await client.reply(.post, "/v1/keys/rotate", Request(key: key.rawValue), as: Answers.RotatedKey.self)
        }
        output.show(reply) {
            [$0.key]
        } text: { rotated, _ in
            "A new \(rotated.key) key is ready. Restart the coordinator: from then on it is in force.\n"
        }
    }
}
