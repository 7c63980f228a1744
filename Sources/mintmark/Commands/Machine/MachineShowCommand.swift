import ArgumentParser

/// `mintmark machine show`.
struct MachineShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one machine with its lanes."
    )

    @Argument(help: MachineName.help, completion: .machines)
    var machine: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient { client in
            let id = try await MachineName.id(machine, client)
            return try await client.reply(.get, "/v1/machines/\(id)", as: Answers.Machine.self)
        }
        output.show(reply) {
            [$0.id]
        } text: { machine, presentation in
            MachineText.sheet(machine, presentation, now: WallClock.milliseconds)
        }
    }
}
