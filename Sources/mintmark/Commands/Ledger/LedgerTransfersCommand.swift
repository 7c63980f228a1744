import ArgumentParser

/// `mintmark ledger transfers`.
struct LedgerTransfersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfers",
        abstract: "List transfers, in the order of their making."
    )

    @OptionGroup var filter: TransferFilterOptions
    @OptionGroup var page: PageOptions
    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let path = filter.applied(to: page.applied(to: "/v1/ledger/transfers"))
        let reply = try await coordinator.withClient {
            try await $0.reply(.get, path, as: Answers.Transfers.self)
        }
        output.show(reply) {
            $0.transfers.map(\.id)
        } text: {
            LedgerText.transfers($0.transfers, $1)
        }
        page.tellOfMore(reply.value.next, output)
    }
}
