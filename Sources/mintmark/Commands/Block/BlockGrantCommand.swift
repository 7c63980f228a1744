import ArgumentParser

/// `mintmark block grant`.
struct BlockGrantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Grant a machine serials ahead of any run, or for one that runs short.",
        discussion: "Runs take them before all others; a line goes on with them while it is offline."
    )

    @Argument(help: "The product's GTIN.", completion: .products)
    var gtin: String

    @Argument(help: "How many serials, 1 to 10000.")
    var count: Int

    @Option(help: MachineName.help, completion: .machines)
    var machine: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    private struct Request: Encodable {
        let gtin: String
        let machine: String
        let count: Int
    }

    private struct Granted: Decodable { let blocks: [Answers.Block] }

    func run() async throws {
        let reply = try await coordinator.withClient { client in
            let request = Request(gtin: gtin, machine: try await MachineName.id(machine, client), count: count)
            return try await client.reply(.post, "/v1/blocks", request, as: Granted.self)
        }
        output.show(reply) {
            $0.blocks.map(\.id)
        } text: {
            BlockText.list($0.blocks, $1)
        }
    }
}
