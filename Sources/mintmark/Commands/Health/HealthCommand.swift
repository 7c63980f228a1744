import ArgumentParser

/// `mintmark health`.
struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Say how the coordinator and its parts are. Exits with 1 when one has failed."
    )

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient {
            try await $0.reply(.get, "/health", accepting: 503, as: Answers.Health.self)
        }
        output.show(reply) {
            $0.components.filter { $0.status != "ok" }.map(\.name)
        } text: {
            HealthText.text($0, $1)
        }
        let failed = reply.value.components.filter { $0.status == "failed" }.map(\.name)
        guard !failed.isEmpty else { return }
        throw CommandError(
            "Failed: \(failed.joined(separator: ", ")). The lines above say what to do.",
            status: .badNews
        )
    }
}
