/// The events of one sale: its own, and those of its machine that carry its trace.
enum SaleEvents {
    /// Most events of the machine that are looked through, so that an old sale does not read the log to its end.
    private static let mostOfMachine = 2_000
    /// How long after the sale's last change its machine may still tell of it, in milliseconds.
    private static let afterwardsMilliseconds: Int64 = 600_000

    /// All of them, in the order of the log.
    static func all(of sale: Answers.Sale, _ client: APIClient) async throws -> [Answers.Event] {
        let own = try await read(EventQuery(subject: sale.order.id), after: nil, client) { _ in true }
        guard let first = own.first else { return [] }
        let end = sale.changedAt + afterwardsMilliseconds
        let machine = try await read(EventQuery(subject: sale.machine), after: first.cursor, client) { $0.at <= end }
        return own + machine.filter { SaleTimeline.belongs($0, to: sale) }
    }

    private static func read(
        _ query: EventQuery,
        after start: String?,
        _ client: APIClient,
        while isWanted: (Answers.Event) -> Bool
    ) async throws -> [Answers.Event] {
        var all: [Answers.Event] = []
        var cursor = start
        while all.count < mostOfMachine {
            let page = try await client.get(
                query.path(after: cursor).with("limit", PageOptions.most),
                as: Answers.Events.self
            )
            all += page.events.filter(isWanted)
            guard page.events.count == PageOptions.most, page.events.allSatisfy(isWanted) else { break }
            cursor = page.next
        }
        return all
    }
}
