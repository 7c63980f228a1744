import ArgumentParser
import Protocol

/// `mintmark status`.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show over ssh what a machine runs and how it is.",
        discussion: "Exits with 1 when its agent does not run, has a trouble, or returned from its last flash."
    )

    @Argument(help: "The machine, as ssh knows it.")
    var host: String

    @Flag(help: "Print the agent's own answer as JSON, for scripts.")
    var json = false

    func run() async throws {
        let facts = try await RemoteHost.with(host) { try await Flasher(host: $0).facts() }
        if json {
            guard let text = facts["status"] else {
                throw CommandError("The agent on \(host) does not say how it is.", status: .unavailable)
            }
            Terminal.say(text)
        } else {
            Terminal.put(FlashText.status(facts, host, .current(isUTC: false)))
        }
        let isWell = facts.isActive && facts.status.map { $0.troubles.isEmpty && $0.quarantine == nil } ?? false
        guard isWell, facts.outcome?.word != "returned" else { throw ExitCode(CommandEnd.badNews.rawValue) }
    }
}
