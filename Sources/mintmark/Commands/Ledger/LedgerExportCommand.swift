import ArgumentParser

/// `mintmark ledger export`.
struct LedgerExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write all transfers that match as CSV, for a spreadsheet."
    )

    @OptionGroup var filter: TransferFilterOptions
    @OptionGroup var export: ExportOptions

    func run() async throws {
        try await export.run("Exporting transfers") { _ in filter.applied(to: "/v1/ledger/transfers.csv") }
    }
}
