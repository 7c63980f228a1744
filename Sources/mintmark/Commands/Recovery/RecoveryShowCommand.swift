import ArgumentParser

/// `mintmark recovery show`.
struct RecoveryShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show which machines have told what they did since the backup."
    )

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient {
            try await $0.reply(.get, "/v1/recovery", as: Answers.Recovery.self)
        }
        output.show(reply) {
            $0.awaited
        } text: {
            RecoveryText.sheet($0, $1)
        }
    }
}
