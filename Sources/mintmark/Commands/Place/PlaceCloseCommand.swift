import ArgumentParser

/// `mintmark place close`.
struct PlaceCloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close a place: it takes no new orders; those that are open go on."
    )

    @OptionGroup var opening: PlaceOpening

    func run() async throws { try await opening.run(isOpen: false) }
}
