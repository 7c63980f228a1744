import ArgumentParser

/// `mintmark place`: where customers buy.
struct PlaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "place",
        abstract: "See and change places: prices, stock, lanes and the machine that delivers.",
        subcommands: [
            PlaceListCommand.self, PlaceShowCommand.self, PlacePutCommand.self, PlacePriceCommand.self,
            PlaceOpenCommand.self, PlaceCloseCommand.self, PlaceMachineCommand.self, PlaceRestockCommand.self,
            PlaceCountCommand.self, PlaceLaneCommand.self, PlaceRemoveCommand.self,
        ]
    )
}
