import ArgumentParser

/// `mintmark audit export`.
struct AuditExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the audit log as lines of JSON; mintmark verify audit checks them without a coordinator."
    )

    @OptionGroup var export: ExportOptions

    func run() async throws {
        try await export.run("Exporting the audit log", accept: "application/x-ndjson") { _ in "/v1/audit" }
    }
}
