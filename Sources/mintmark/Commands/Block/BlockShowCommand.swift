import ArgumentParser

/// `mintmark block show`.
struct BlockShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one block with what became of its serials."
    )

    @Argument(help: "The block's id.", completion: .blocks)
    var block: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient {
            try await $0.reply(.get, "/v1/blocks/\(block)", as: Answers.Block.self)
        }
        output.show(reply) {
            [$0.id]
        } text: {
            BlockText.sheet($0, $1)
        }
    }
}
