import ArgumentParser

/// `mintmark place list`.
struct PlaceListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the places.")

    @OptionGroup var page: PageOptions
    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient {
            try await $0.reply(.get, page.applied(to: "/v1/places"), as: Answers.Places.self)
        }
        output.show(reply) {
            $0.places.map(\.place)
        } text: {
            PlaceText.list($0.places, $1)
        }
        page.tellOfMore(reply.value.next, output)
    }
}
