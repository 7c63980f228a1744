import ArgumentParser

/// `mintmark run start`.
struct RunStartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Start a run, now or as soon as the machine holds its serials."
    )

    @OptionGroup var request: RunRequest

    func run() async throws { try await request.ask("start") }
}
