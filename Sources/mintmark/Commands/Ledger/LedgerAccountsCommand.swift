import ArgumentParser

/// `mintmark ledger accounts`.
struct LedgerAccountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts",
        abstract: "List the accounts with what is on them."
    )

    @OptionGroup var page: PageOptions
    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient {
            try await $0.reply(.get, page.applied(to: "/v1/ledger/accounts"), as: Answers.Accounts.self)
        }
        output.show(reply) {
            $0.accounts.map(\.id)
        } text: {
            LedgerText.accounts($0.accounts, $1)
        }
        page.tellOfMore(reply.value.next, output)
    }
}
