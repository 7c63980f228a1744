import ArgumentParser

/// `mintmark run abort`.
struct RunAbortCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "abort",
        abstract: "Give a run up for good: serials that were not used are inactive."
    )

    @OptionGroup var request: RunRequest
    @OptionGroup var confirmation: Confirmation

    func run() async throws {
        try confirmation.ask("Abort run \(request.run)? It can't go on then, and its unused serials are inactive.")
        try await request.ask("abort")
    }
}
