import ArgumentParser

/// What `place open` and `place close` have in common.
struct PlaceOpening: ParsableArguments {
    @Argument(help: "The place's address.", completion: .places)
    var place: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    /// Opens or closes; name and price list stay.
    func run(isOpen: Bool) async throws {
        let reply = try await coordinator.withClient { client in
            let path: APIPath = "/v1/places/\(place)"
            var draft = PlaceDraft(try await client.get(path, as: Answers.Place.self))
            draft.open = isOpen
            return try await client.reply(.put, path, draft, as: Answers.Place.self)
        }
        output.show(reply) {
            [$0.place]
        } text: { place, _ in
            "Place \(place.place) is \(place.open ? "open" : "closed").\n"
        }
    }
}
