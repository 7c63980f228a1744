import ArgumentParser

/// Something that a run is asked to do.
struct RunRequest: ParsableArguments {
    @Argument(help: "The run's id.", completion: .runs)
    var run: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    /// Asks for it and shows how the run stands then: the machine has not answered yet.
    /// - Parameter request: as the API calls it.
    func ask(_ request: String) async throws {
        let reply = try await coordinator.withClient {
            try await $0.reply(.post, "/v1/runs/\(run)/\(request)", as: Answers.Run.self)
        }
        output.show(reply) {
            [$0.id]
        } text: {
            RunText.sheet($0, $1)
        }
    }
}
