import ArgumentParser

/// `mintmark events list`.
struct EventsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List events, the oldest first.")

    @OptionGroup var filter: EventFilterOptions

    @Option(help: "At most so many, 1 to \(PageOptions.most).")
    var limit = 50

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...PageOptions.most).contains(limit) else {
            throw ValidationError("--limit is from 1 to \(PageOptions.most), not \(limit).")
        }
    }

    func run() async throws {
        let path = filter.query.path(after: filter.after).with("limit", limit)
        let reply = try await coordinator.withClient { try await $0.reply(.get, path, as: Answers.Events.self) }
        output.show(reply) {
            $0.events.map(\.cursor)
        } text: {
            EventsText.list($0.events, $1)
        }
        guard !output.json, !output.quiet, reply.value.events.count == limit, let next = reply.value.next else {
            return
        }
        Terminal.complain("There may be more: add --after \(next)")
    }
}
