import ArgumentParser

/// `mintmark ledger`: the books.
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Check and read the books.",
        subcommands: [
            LedgerCheckCommand.self, LedgerAccountsCommand.self, LedgerTransfersCommand.self, LedgerExportCommand.self,
        ]
    )
}
