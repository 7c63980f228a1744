import ArgumentParser
import Synchronization

/// `mintmark events follow`.
struct EventsFollowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow",
        abstract: "Print events as they happen, until Ctrl-C.",
        discussion: """
            It begins with what happens from now on, or after the event of --after. With --json each event is a line \
            of its own. When the connection breaks it is made again, and no event is missing.
            """
    )

    @OptionGroup var filter: EventFilterOptions
    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let last = Mutex<String?>(nil)
        let (coordinator, output, filter) = (coordinator, output, filter)
        let isInterrupted = try await Interruption.ends {
            try await coordinator.withClient { client in
                let presentation = output.presentation
                let stream = EventStream(client: client, query: filter.query)
                try await stream.follow(after: filter.after ?? EventStream.latest, trouble: Terminal.complain) {
                    event,
                    line in
                    last.withLock { $0 = event.cursor }
                    if output.json { return Terminal.put(line + Array("\n".utf8)) }
                    return Terminal.say(output.quiet ? event.cursor : EventsText.line(event, presentation))
                }
            }
        }
        guard isInterrupted, !output.json, !output.quiet, let cursor = last.withLock({ $0 }) else { return }
        Terminal.complain("\nTo go on from here: mintmark events follow --after \(cursor)")
    }
}
