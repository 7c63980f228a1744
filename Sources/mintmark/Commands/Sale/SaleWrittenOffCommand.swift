import ArgumentParser

/// `mintmark sale written-off`.
struct SaleWrittenOffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "written-off",
        abstract: "Accept that money which is missing will not come."
    )

    @OptionGroup var settlement: SaleSettlement

    func run() async throws { try await settlement.run("written-off") }
}
