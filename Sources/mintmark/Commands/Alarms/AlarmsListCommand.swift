import ArgumentParser

/// `mintmark alarms list`.
struct AlarmsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List alarms, the newest first.")

    /// Whether somebody acknowledged it.
    enum State: String, EnumerableFlag {
        case open
        case acknowledged
        case all
    }

    @Flag(help: "Those that nobody acknowledged yet, those that somebody did, or all.")
    var state = State.open

    @OptionGroup var page: PageOptions
    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let path = page.applied(to: APIPath("/v1/alarms").with("state", state.rawValue))
        let reply = try await coordinator.withClient { try await $0.reply(.get, path, as: Answers.Alarms.self) }
        output.show(reply) {
            $0.alarms.map(\.id)
        } text: {
            AlarmsText.list($0.alarms, $1)
        }
        page.tellOfMore(reply.value.next, output)
    }
}
