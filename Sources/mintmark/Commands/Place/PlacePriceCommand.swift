import ArgumentParser

/// `mintmark place price`.
struct PlacePriceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "price",
        abstract: "Change prices; the rest of the price list stays.",
        discussion: "Orders that were made before keep their price."
    )

    @Argument(help: "The place's address.", completion: .places)
    var place: String

    @Argument(help: ArgumentHelp("A selection and its price, such as a1=1.50.", valueName: "selection=price"))
    var prices: [PriceArgument]

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient { client in
            let path: APIPath = "/v1/places/\(place)"
            let current = try await client.get(path, as: Answers.Place.self)
            var draft = PlaceDraft(current)
            try draft.price(prices, place, currency: current.currency)
            return try await client.reply(.put, path, draft, as: Answers.Place.self)
        }
        output.show(reply) {
            [$0.place]
        } text: {
            PlaceText.sheet($0, $1)
        }
    }
}
