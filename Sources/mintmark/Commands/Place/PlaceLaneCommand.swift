import ArgumentParser

/// `mintmark place lane`.
struct PlaceLaneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lane",
        abstract: "Sell from lanes, or not; clear one that was out of order."
    )

    /// What is done to the lanes.
    enum Act: String, CaseIterable, ExpressibleByArgument {
        case enable
        case disable
        case clear
    }

    @Argument(help: "enable or disable selling from them; clear after you looked at one that was out of order.")
    var act: Act

    @Argument(help: "The place's address.", completion: .places)
    var place: String

    @Argument(help: "The lanes, such as A1 A2.")
    var lanes: [String]

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let request =
            switch act {
            case .enable: LaneRequest(enabled: true)
            case .disable: LaneRequest(enabled: false)
            case .clear: LaneRequest(faulted: false)
            }
        let reply = try await coordinator.withClient { client in
            var last: Reply<Answers.Place>?
            for lane in lanes { last = try await request.send(place, lane, client) }
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
