import ArgumentParser

/// `mintmark place put`.
struct PlacePutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "put",
        abstract: "Make a place, or change its name and its price list.",
        discussion: """
            With --file the place becomes as the file says. Without, what is not said stays as it is; --selection \
            names the whole price list, in the order of the page. Stock and machine always stay.
            """,
        aliases: ["create"]
    )

    @Argument(help: "The place's address: a-z, 0-9 and hyphens.", completion: .places)
    var place: String

    @Option(help: "What the customer reads.")
    var name: String?

    @Option(
        help: ArgumentHelp(
            "A line of the price list, such as “a1=A1:Salted peanuts:1.50”; once for each.",
            valueName: "id=lane:name:price"
        )
    )
    var selection: [SelectionArgument] = []

    @Option(
        help: "Take name and price list from a file, YAML or JSON.",
        completion: .file(extensions: ["yaml", "json"])
    )
    var file: String?

    @Option(help: "The currency that prices are written in, while there is no place that tells it.")
    var currency = "EUR"

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard file == nil || (name == nil && selection.isEmpty) else {
            throw ValidationError("--file says everything; leave out --name and --selection.")
        }
        guard file != nil || name != nil || !selection.isEmpty else {
            throw ValidationError("Say what to put: --name and --selection, or --file.")
        }
    }

    func run() async throws {
        let reply = try await coordinator.withClient { client in
            let known = try await current(client)
            let draft = try draft(known)
            return try await client.reply(.put, "/v1/places/\(place)", draft, as: Answers.Place.self)
        }
        output.show(reply) {
            [$0.place]
        } text: {
            PlaceText.sheet($0, $1)
        }
    }

    private func draft(_ known: Answers.Place?) throws -> PlaceDraft {
        let currency = known?.currency ?? currency
        if let file {
            return try PlaceFile.read(String(decoding: LocalFile.read(file), as: UTF8.self), file: file).draft(currency)
        }
        guard let name = name ?? known?.name else {
            throw CommandError("Place \(place) is not there yet: give it a name with --name.", status: .usage)
        }
        let selections = try selection.map { try $0.selection(currency) }
        return PlaceDraft(
            name: name,
            open: known?.open,
            selections: selections.isEmpty ? known?.selections ?? [] : selections
        )
    }

    private func current(_ client: APIClient) async throws -> Answers.Place? {
        do {
            return try await client.get("/v1/places/\(place)", as: Answers.Place.self)
        } catch let error as CommandError where error.status == .notThere {
            return nil
        }
    }
}
