import ArgumentParser

/// `mintmark place open`.
struct PlaceOpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "open", abstract: "Open a place: it sells.")

    @OptionGroup var opening: PlaceOpening

    func run() async throws { try await opening.run(isOpen: true) }
}
