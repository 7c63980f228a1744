import ArgumentParser

/// `mintmark audit`: who did what.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Export the signed log of who did what.",
        subcommands: [AuditExportCommand.self]
    )
}
