import ArgumentParser

/// `mintmark block list`.
struct BlockListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the blocks of serials, the newest first."
    )

    @Option(help: "Only those of this machine.", completion: .machines)
    var machine: String?

    @OptionGroup var page: PageOptions
    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient { client in
            let path = page.applied(to: "/v1/blocks").with("machine", try await MachineName.id(ifAny: machine, client))
            return try await client.reply(.get, path, as: Answers.Blocks.self)
        }
        output.show(reply) {
            $0.blocks.map(\.id)
        } text: {
            BlockText.list($0.blocks, $1)
        }
        page.tellOfMore(reply.value.next, output)
    }
}
