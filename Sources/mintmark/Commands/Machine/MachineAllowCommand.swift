import ArgumentParser

/// `mintmark machine allow`.
struct MachineAllowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "allow",
        abstract: "Allow a machine that asked to be enrolled, or that was set aside."
    )

    // The whole id, because comparing the fingerprint is the point.
    @Argument(help: "The machine's id: name::fingerprint. Compare the fingerprint with what the machine itself shows.")
    var machine: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard machine.contains("::") else {
            throw ValidationError("Write the whole id, name::fingerprint, as the machine itself shows it.")
        }
    }

    func run() async throws {
        let reply = try await coordinator.withClient { client in
            try await client.reply(
                .post,
                "/v1/machines/\(machine)/allow",
                bytes: Array("{}".utf8),
                as: Answers.Machine.self
            )
        }
        output.show(reply) {
            [$0.id]
        } text: { machine, _ in
            "\(machine.id) is allowed.\n"
        }
    }
}
