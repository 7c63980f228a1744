import ArgumentParser

/// `mintmark sale`: sales, and those that wait for a person.
struct SaleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sale",
        abstract: "See sales, and decide those that are in doubt.",
        subcommands: [SaleListCommand.self, SaleResolveCommand.self]
    )
}

/// `mintmark sale list`.
struct SaleListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List sales, the newest first.")

    @OptionGroup var coordinator: CoordinatorOptions

    @Option(help: "Only what waits for a person: inDoubt, refundsDue, moneyMissing or all.")
    var queue: String?

    @Option(help: "At most so many, 1 to 500.")
    var limit = 50

    func validate() throws {
        guard (1...500).contains(limit) else { throw ValidationError("--limit is from 1 to 500.") }
        let isWord = queue?.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) } ?? true
        guard isWord else { throw ValidationError("--queue is inDoubt, refundsDue, moneyMissing or all.") }
    }

    func run() async throws {
        let path = "/v1/sales?limit=\(limit)" + (queue.map { "&queue=\($0)" } ?? "")
        let sales = try await coordinator.withClient { try await $0.get(path, as: Answers.Sales.self) }
        guard !sales.sales.isEmpty else { return Terminal.say("There are none.") }
        for sale in sales.sales {
            let waits = sale.queue.isEmpty ? "" : "  waits for a person: \(sale.queue.joined(separator: ", "))"
            Terminal.say(
                "\(sale.order.id)  \(sale.order.name)  \(sale.order.amountText) \(sale.order.asset)  "
                    + "money \(sale.money)  goods \(sale.goods)\(waits)"
            )
        }
    }
}

/// `mintmark sale resolve`.
struct SaleResolveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Say what really happened in a sale that is in doubt."
    )

    @OptionGroup var coordinator: CoordinatorOptions

    @Argument(help: "The sale's id.")
    var sale: String

    @Argument(help: "What happened: delivered or notDelivered.")
    var outcome: String

    @Option(help: "How you know; others will read it.")
    var note: String

    private struct Request: Encodable {
        let outcome: String
        let note: String
    }

    func validate() throws {
        guard ["delivered", "notDelivered"].contains(outcome) else {
            throw ValidationError("The outcome is delivered or notDelivered, not “\(outcome)”.")
        }
    }

    func run() async throws {
        let answer = try await coordinator.withClient { client in
            try await client.send(
                .post,
                "/v1/sales/\(sale)/resolve",
                Request(outcome: outcome, note: note),
                as: Answers.Sale.self
            )
        }
        Terminal.say("Sale \(sale): money \(answer.money), goods \(answer.goods).")
    }
}
