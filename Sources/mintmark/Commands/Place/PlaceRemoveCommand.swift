import ArgumentParser

/// `mintmark place remove`.
struct PlaceRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a place with its price list and its stock; sales and books stay."
    )

    @Argument(help: "The place's address.", completion: .places)
    var place: String

    @OptionGroup var confirmation: Confirmation
    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try confirmation.ask("Remove place \(place) with its price list and its stock?")
        try await coordinator.withClient { _ = try await $0.send(.delete, "/v1/places/\(place)") }
        output.confirm(place, "Place \(place) is removed.")
    }
}
