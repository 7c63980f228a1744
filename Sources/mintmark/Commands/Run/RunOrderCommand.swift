import ArgumentParser

/// `mintmark run order`.
struct RunOrderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "order",
        abstract: "Order a run of a product on a line; its serials are granted with it."
    )

    @Argument(help: "The product's GTIN.", completion: .products)
    var gtin: String

    @Argument(help: "How many units, 1 to 5000.")
    var count: Int

    @Option(help: MachineName.help, completion: .machines)
    var machine: String

    @Option(help: "The lot, which the passports of its pieces name.")
    var lot: String?

    @Option(help: "Serials beyond the count for units that are scrapped; a tenth and five at least if left out.")
    var spare: Int?

    @Flag(help: "Start it as soon as the machine holds its serials.")
    var start = false

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    private struct Request: Encodable {
        let gtin: String
        let lot: String?
        let count: Int
        let machine: String
        let spare: Int?
        let start: Bool
    }

    func run() async throws {
        let reply = try await coordinator.withClient { client in
            let request = Request(
                gtin: gtin,
                lot: lot,
                count: count,
                machine: try await MachineName.id(machine, client),
                spare: spare,
                start: start
            )
            return try await client.reply(.post, "/v1/runs", request, as: Answers.Run.self)
        }
        output.show(reply) {
            [$0.id]
        } text: {
            RunText.sheet($0, $1)
        }
    }
}
