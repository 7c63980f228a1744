import ArgumentParser

/// `mintmark party revoke`.
struct PartyRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Take nothing of a party any more, at once. What it entered stays."
    )

    @Argument(help: "The party.")
    var party: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await coordinator.withClient { _ = try await $0.send(.delete, "/v1/parties/\(party)") }
        output.confirm(party, "Nothing that \(party) signs is taken any more.")
    }
}
