import ArgumentParser

/// `mintmark run resume`.
struct RunResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Let a run go on that is interrupted, or that the line holds."
    )

    @OptionGroup var request: RunRequest

    func run() async throws { try await request.ask("resume") }
}
