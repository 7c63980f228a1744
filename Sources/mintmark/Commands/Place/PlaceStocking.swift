import ArgumentParser

/// What `place restock` and `place count` have in common.
struct PlaceStocking: ParsableArguments {
    @Argument(help: "The place's address.", completion: .places)
    var place: String

    @Argument(help: ArgumentHelp("A lane and a number of units, such as A1=10.", valueName: "lane=units"))
    var lanes: [StockArgument]

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    /// Changes lane by lane, so that one that is wrong leaves those before it done; it says which.
    func run(_ request: (StockArgument) -> LaneRequest) async throws {
        let reply = try await coordinator.withClient { client in
            var last: Reply<Answers.Place>?
            for (index, lane) in lanes.enumerated() {
                do {
                    last = try await request(lane).send(place, lane.lane, client)
                } catch let error as CommandError {
                    guard index > 0 else { throw error }
                    let done = lanes.prefix(index).map(\.lane).joined(separator: ", ")
                    throw CommandError(
                        "\(error.message) Done before: \(done). Not done: \(lane.lane) and what comes after it.",
                        cause: error.cause,
                        status: error.status
                    )
                }
            }
            return last
        }
        guard let reply else { return }
        output.show(reply) {
            [$0.place]
        } text: {
            PlaceText.sheet($0, $1)
        }
    }
}
