import ArgumentParser

/// `mintmark sale export`.
struct SaleExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write all sales that match as CSV, for a spreadsheet."
    )

    @OptionGroup var filter: SaleFilterOptions
    @OptionGroup var export: ExportOptions

    @Flag(name: .customLong("utc"), help: "--from and --to are in UTC instead of this computer's zone.")
    var isUTC = false

    func run() async throws {
        try await export.run("Exporting sales") { client in
            try await filter.applied(to: "/v1/sales.csv", isUTC: isUTC, client)
        }
    }
}
