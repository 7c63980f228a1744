import ArgumentParser

/// `mintmark token list`.
struct TokenListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the tokens that are not revoked, never their texts."
    )

    @OptionGroup var page: PageOptions
    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient {
            try await $0.reply(.get, page.applied(to: "/v1/tokens"), as: Answers.Tokens.self)
        }
        output.show(reply) {
            $0.tokens.map(\.id)
        } text: {
            TokenText.list($0.tokens, $1)
        }
        page.tellOfMore(reply.value.next, output)
    }
}
