import ArgumentParser

/// `mintmark sale`: sales, and those that wait for a person.
struct SaleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sale",
        abstract: "See sales, and decide those that wait for a person.",
        subcommands: [
            SaleListCommand.self, SaleShowCommand.self, SaleWatchCommand.self, SaleResolveCommand.self,
            SaleRefundedCommand.self, SaleCreditedCommand.self, SaleWrittenOffCommand.self, SaleExportCommand.self,
        ]
    )
}
