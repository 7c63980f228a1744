import ArgumentParser

/// `mintmark ledger check`.
struct LedgerCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Add everything up again: debits equal credits, per asset. Exits with 1 when they don't."
    )

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient {
            try await $0.reply(.get, "/v1/ledger/check", as: Answers.LedgerCheck.self)
        }
        output.show(reply) {
            $0.findings.map(\.subject)
        } text: {
            LedgerText.check($0, $1)
        }
        guard !reply.value.balanced else { return }
        throw CommandError(
            "The books do not balance. Stop the coordinator, keep its state as it is, and find out why.",
            status: .badNews
        )
    }
}
