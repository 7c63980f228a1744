import ArgumentParser

/// `mintmark machine list`.
struct MachineListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the machines and how they are."
    )

    @OptionGroup var page: PageOptions
    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient {
            try await $0.reply(.get, page.applied(to: "/v1/machines"), as: Answers.Machines.self)
        }
        output.show(reply) {
            $0.machines.map(\.id)
        } text: { machines, presentation in
            MachineText.list(machines.machines, presentation, now: WallClock.milliseconds)
        }
        page.tellOfMore(reply.value.next, output)
    }
}
