import ArgumentParser

/// `mintmark place show`.
struct PlaceShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one place with its prices and its stock."
    )

    @Argument(help: "The place's address, such as lobby.", completion: .places)
    var place: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient {
            try await $0.reply(.get, "/v1/places/\(place)", as: Answers.Place.self)
        }
        output.show(reply) {
            [$0.place]
        } text: {
            PlaceText.sheet($0, $1)
        }
    }
}
