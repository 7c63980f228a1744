import ArgumentParser

/// `mintmark place machine`.
struct PlaceMachineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "machine",
        abstract: "Say which machine delivers at a place; address, prices and stock stay."
    )

    @Argument(help: "The place's address.", completion: .places)
    var place: String

    @Argument(help: MachineName.help, completion: .machines)
    var machine: String?

    @Flag(help: "No machine delivers there any more.")
    var none = false

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    private struct Assignment: Encodable {
        let machine: String?
    }

    func validate() throws {
        guard (machine == nil) == none else { throw ValidationError("Name a machine, or say --none.") }
    }

    func run() async throws {
        let reply = try await coordinator.withClient { client in
            var id: String?
            if let machine { id = try await MachineName.id(machine, client) }
            let path: APIPath = "/v1/places/\(place)/machine"
            return try await client.reply(.put, path, Assignment(machine: id), as: Answers.Place.self)
        }
        output.show(reply) {
            [$0.place]
        } text: { place, _ in
            place.machine.map { "\($0) delivers at \(place.place).\n" } ?? "No machine delivers at \(place.place).\n"
        }
    }
}
