import ArgumentParser

/// `mintmark block close`.
struct BlockCloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Ask a machine for a block back: what it has not used is inactive for ever."
    )

    @Argument(help: "The block's id.", completion: .blocks)
    var block: String

    @OptionGroup var confirmation: Confirmation
    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try confirmation.ask("Close block \(block)? Serials that were not used are never used again.")
        let reply = try await coordinator.withClient {
            try await $0.reply(.post, "/v1/blocks/\(block)/return", as: Answers.Block.self)
        }
        output.show(reply) {
            [$0.id]
        } text: {
            BlockText.sheet($0, $1)
        }
    }
}
