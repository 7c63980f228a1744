import ArgumentParser

/// `mintmark token revoke`.
struct TokenRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke tokens: from now on they may do nothing."
    )

    @Argument(help: "The tokens' ids, as token list shows them.", completion: .tokens)
    var tokens: [String]

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await coordinator.withClient { client in
            for token in tokens {
                try await client.send(.delete, "/v1/tokens/\(token)")
                output.confirm(token, "Token \(token) is revoked.")
            }
        }
    }
}
