import ArgumentParser

/// `mintmark run interrupt`.
struct RunInterruptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interrupt",
        abstract: "Let no further unit pass; the one under way ends."
    )

    @OptionGroup var request: RunRequest

    func run() async throws { try await request.ask("interrupt") }
}
