import ArgumentParser

/// `mintmark place count`.
struct PlaceCountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count",
        abstract: "Say how many units are in lanes now, counted by hand."
    )

    @OptionGroup var stocking: PlaceStocking

    func run() async throws { try await stocking.run { LaneRequest(count: $0.units) } }
}
