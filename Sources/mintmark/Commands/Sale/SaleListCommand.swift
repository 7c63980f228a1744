import ArgumentParser

/// `mintmark sale list`.
struct SaleListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List sales, the newest first.")

    @OptionGroup var filter: SaleFilterOptions
    @OptionGroup var page: PageOptions
    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient { client in
            let path = try await filter.applied(to: page.applied(to: "/v1/sales"), isUTC: output.isUTC, client)
            return try await client.reply(.get, path, as: Answers.Sales.self)
        }
        output.show(reply) {
            $0.sales.map(\.order.id)
        } text: {
            SaleText.list($0.sales, $1)
        }
        page.tellOfMore(reply.value.next, output)
    }
}
