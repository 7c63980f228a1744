import ArgumentParser

/// `mintmark place restock`.
struct PlaceRestockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restock",
        abstract: "Say how many units were put into lanes, on top of those that were there."
    )

    @OptionGroup var stocking: PlaceStocking

    func run() async throws { try await stocking.run { LaneRequest(added: $0.units) } }
}
