import ArgumentParser

/// `mintmark run show`.
struct RunShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one run and what to do next."
    )

    @Argument(help: "The run's id.", completion: .runs)
    var run: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient {
            try await $0.reply(.get, "/v1/runs/\(run)", as: Answers.Run.self)
        }
        output.show(reply) {
            [$0.id]
        } text: {
            RunText.sheet($0, $1)
        }
    }
}
