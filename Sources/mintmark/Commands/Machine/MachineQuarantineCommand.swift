import ArgumentParser

/// `mintmark machine quarantine`.
struct MachineQuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "Set a machine aside: its link is cut and nothing is sold by it."
    )

    @Argument(help: MachineName.help, completion: .machines)
    var machine: String

    @Option(help: "Why; others will read it.")
    var reason: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    private struct Request: Encodable { let reason: String }

    func run() async throws {
        let reply = try await coordinator.withClient { client in
            let id = try await MachineName.id(machine, client)
            return try await client.reply(
                .post,
                "/v1/machines/\(id)/quarantine",
                Request(reason: reason),
                as: Answers.Machine.self
            )
        }
        output.show(reply) {
            [$0.id]
        } text: { machine, _ in
            "\(machine.id) is in quarantine. To use it again: mintmark machine allow \(machine.id)\n"
        }
    }
}
