import Foundation
import Supervision

/// One sale without a browser, and whether everything about it is as promised.
struct DemoSale: Sendable {
    let client: APIClient
    let demo: Demo

    private var events: DemoEvents { DemoEvents(client: client) }
    private static let selection = DemoPlace.selections[0]

    /// Orders, pays, waits for the goods, and checks the books.
    /// - Throws: what is not as it should be.
    func run() async throws {
        let firingsBefore = try demo.vending.world().count { $0.what == .on }
        let before = try await events.lastCursor()
        Terminal.say("\nOne sale of “\(Self.selection.name)”:\n")
        struct OrderRequest: Encodable {
            let place = DemoPlace.slug
            let selection = DemoSale.selection.id
            let rail = DemoFiles.rail
        }
        let order = try await client.send(.post, "/v1/orders", OrderRequest(), as: Answers.Order.self)
        try await untilStatus(order.id, "the order can be paid") { $0.order.status == "waitingForPayment" }
        struct PaymentRequest: Encodable { let order: String }
        let payment = try await client.send(
            .post,
            "/v1/sandbox/payments",
            PaymentRequest(order: order.id),
            as: Answers.Payment.self
        )
        var sale = try await untilStatus(order.id, "the sale has ended") { $0.ending != nil || !$0.queue.isEmpty }
        if sale.ending == "captured" || sale.ending == "released" { try await untilRail(order.id, after: before) }
        sale = try await client.get("/v1/sales/\(order.id)", as: Answers.Sale.self)
        Terminal.say(try await timeline(sale, after: before).text)
        try check(sale, payment, firingsBefore)
        try await checkBooks(sale)
    }

    @discardableResult
    private func untilStatus(
        _ id: String,
        _ what: String,
        _ condition: (Answers.Sale) -> Bool
    ) async throws -> Answers.Sale {
        try await demo.limit.wait(for: what, demo.supervisor, demo.folder) {
            let sale = try await client.get("/v1/sales/\(id)", as: Answers.Sale.self)
            return condition(sale) ? sale : nil
        }
    }

    /// The rail is told to capture or to release after the books have it; its answer is an event of its own.
    private func untilRail(_ id: String, after cursor: String?) async throws {
        try await demo.limit.until("the rail has captured or released the payment", demo.supervisor, demo.folder) {
            try await events.all(after: cursor).contains { event in
                event.subject == id && ["rail.captured", "rail.released"].contains(event.kind)
            }
        }
    }

    private func check(_ sale: Answers.Sale, _ payment: Answers.Payment, _ firingsBefore: Int) throws {
        guard sale.ending == "captured", sale.goods == "delivered" else {
            let person = sale.queue.isEmpty ? "" : " It waits for a person: \(sale.queue.joined(separator: ", "))."
            throw CommandError(
                "The sale was not delivered. \(sale.order.text)\(person) (money \(sale.money), goods \(sale.goods))"
            )
        }
        let fired = try demo.vending.world().count { $0.what == .on } - firingsBefore
        guard fired == 1 else { throw CommandError("The motors were turned on \(fired) times for one sale.") }
        Terminal.say("Sale \(sale.order.id): delivered; payment \(payment.reference) captured; the motor fired once.")
    }

    private func checkBooks(_ sale: Answers.Sale) async throws {
        let path: APIPath = "/v1/ledger/transfers?sale=\(sale.order.id)"
        let transfers = try await client.get(path, as: Answers.Transfers.self).transfers
        guard !transfers.isEmpty else { throw CommandError("The books know nothing of sale \(sale.order.id).") }
        let settled = Set(transfers.compactMap(\.pending))
        let open = transfers.filter { $0.kind == "pending" && !settled.contains($0.id) }
        guard open.isEmpty else {
            throw CommandError("\(open.count) transfers of sale \(sale.order.id) are still pending.")
        }
        let check = try await client.get("/v1/ledger/check", as: Answers.LedgerCheck.self)
        guard check.balanced else {
            throw CommandError("The books do not balance: \(check.findings.map(\.text).joined(separator: "; "))")
        }
        Terminal.say("Ledger: \(transfers.count) transfers of this sale, none pending; debits equal credits.")
    }
}

extension DemoSale {
    /// The coordinator's events and the machine's own log in one row.
    private func timeline(_ sale: Answers.Sale, after cursor: String?) async throws -> Timeline {
        var timeline = Timeline()
        let trace = DemoEvents.traceID(sale.traceparent)
        let events = try await events.all(after: cursor).enumerated().sorted { left, right in
            (left.element.at, SaleStory.rank(kind: left.element.kind), left.offset)
                < (right.element.at, SaleStory.rank(kind: right.element.kind), right.offset)
        }
        for (_, event) in events {
            guard event.subject == sale.order.id || event.traceparent.map(DemoEvents.traceID) == trace else { continue }
            guard let told = SaleStory.tell(kind: event.kind, data: event.facts) else {
                continue
            }
            timeline.add(.init(atMilliseconds: event.at, name: told.name, words: told.words))
        }
        let clock = ClockOffset()
        for entry in try demo.vending.world() {
            let at = clock.wallMilliseconds(entry.nanoseconds)
            guard at >= sale.createdAt else { continue }
            timeline.add(.init(atMilliseconds: at, name: Self.name(entry.what), words: Self.words(entry)))
        }
        return timeline
    }

    private static func name(_ what: MachineLogEntry.What) -> String {
        switch what {
        case .drop, .mark: what.rawValue
        case .on, .off, .released: "motor.\(what.rawValue)"
        }
    }

    private static func words(_ entry: MachineLogEntry) -> String {
        switch entry.what {
        case .on: "The motor of \(entry.lane) was turned on."
        case .off: "The motor of \(entry.lane) was turned off."
        case .released: "The motor of \(entry.lane) went off because the agent was gone."
        case .drop: "A unit came loose from \(entry.lane)."
        case .mark: "\(entry.lane) marked a unit\(entry.serial.map { " with \($0)" } ?? "")."
        }
    }
}
