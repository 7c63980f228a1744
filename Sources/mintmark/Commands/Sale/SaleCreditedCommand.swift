import ArgumentParser

/// `mintmark sale credited`.
struct SaleCreditedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credited",
        abstract: "Make what is owed to a customer the customer's credit."
    )

    @OptionGroup var settlement: SaleSettlement

    func run() async throws { try await settlement.run("credited") }
}
