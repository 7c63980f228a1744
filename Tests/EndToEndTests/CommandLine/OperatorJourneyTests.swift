import Foundation
import TestSupport
import Testing

/// What an operator does in a week, at the command line of the real program.
@Suite("Command line, end to end", .timeLimit(.minutes(4)))
struct OperatorJourneyTests {
    @Test func fromTheFirstPlaceToTheCheckOfTheBooks() async throws {
        var options = Stand.Options()
        options.faults = "A2=motorStuck"
        options.stock = 3
        let stand = try await Stand.start(options)
        let eva = try Operator(stand)

        try await furnish(stand, eva)
        try await sell(stand, eva)
        try await settle(stand, eva)

        let check = try await eva.must("ledger", "check")
        #expect(check.out == "The books balance: debits equal credits, per asset.\n")
        let accounts = try await eva.must("ledger", "accounts")
        #expect(accounts.out.contains("sales"))
        #expect(try await eva.must("health").out.hasPrefix("The coordinator is "))
    }

    /// A place is made, priced, restocked, closed and opened; the machine is looked at.
    private func furnish(_ stand: Stand, _ eva: Operator) async throws {
        let machines = try await eva.must("machine", "list")
        #expect(machines.lines.count == 2)
        #expect(machines.out.contains("allowed") && machines.out.contains("6 ready"))
        let id = try await eva.must("machine", "list", "-q").lines[0]
        #expect(try await eva.must("machine", "show", "lobby-1").out.contains(id))
        #expect(try await eva.must("machine", "ping", "lobby-1").out.contains("has received it."))

        let made = try await eva.must(
            "place",
            "create",
            "hall",
            "--name",
            "Hall",
            "--selection",
            "t=B1:Tea: green:1.20"
        )
        #expect(made.out.contains("Tea: green  1.20 EUR  B1\n"))
        #expect(try await eva.must("place", "price", "lobby", "a1=1.75").out.contains("1.75 EUR"))
        let stocked = try await eva.must("place", "restock", "lobby", "A1=4", "A3=1")
        #expect(stocked.lines.contains { $0.hasPrefix("A1        7         0  enabled") }, "\(stocked.out)")
        #expect(try await eva.must("place", "count", "lobby", "A1=6").out.contains("A1        6"))
        #expect(try await eva.must("place", "close", "lobby").out == "Place lobby is closed.\n")
        #expect(try await stand.tryOrder("a1").json["code"].text == "placeClosed")
        #expect(try await eva.must("place", "open", "lobby").out == "Place lobby is open.\n")
        #expect(try await eva.must("place", "remove", "hall", "--yes").out == "Place hall is removed.\n")
        #expect(try await eva.must("place", "list", "--quiet").lines == ["lobby"])
    }

    /// A sale goes well, and the operator sees what happened when.
    private func sell(_ stand: Stand, _ eva: Operator) async throws {
        let id = try await stand.order("a1")["id"].text
        try await stand.pay(id)
        try await stand.sale(id) { $0["ending"].text == "captured" }
        let sale = try await eva.must("sale", "show", id)
        #expect(sale.out.contains("amount          1.75 SANDBOX-EUR by rail play"))
        for step in ["order", "payment", "command", "receipt", "delivered"] {
            #expect(sale.lines.contains { $0.contains("Z  +") && $0.contains(" s  \(step) ") }, "\(step): \(sale.out)")
        }
        #expect(try await eva.must("sale", "list", "--goods", "delivered", "-q").lines == [id])
        let json = try await eva.must("sale", "show", id, "--json").out
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
        #expect(value["order"]["id"].text == id)
        let watched = try await eva.must("sale", "watch", id)
        #expect(watched.out.contains("delivered.\n"))
        #expect(watched.lines.last == "Sale \(id): money captured, goods delivered.")
    }

    /// A machine loses its power in the middle: a person looks, decides, pays back, and clears the lane.
    private func settle(_ stand: Stand, _ eva: Operator) async throws {
        let id = try await stand.order("a2")["id"].text
        try await stand.pay(id)
        try await stand.untilFirings(1, lane: "A2")
        try await stand.killAgent()
        try await stand.startAgent()
        try await stand.sale(id) { $0["goods"].text == "inDoubt" }

        let waiting = try await eva.must("sale", "list", "--queue", "inDoubt")
        #expect(waiting.out.contains(id) && waiting.out.contains("in doubt"))
        #expect(try await eva.must("sale", "show", id).out.contains("mintmark sale resolve \(id)"))
        let alarms = try await eva.must("alarms", "list")
        #expect(alarms.out.contains("sale.inDoubt  \(id)"))
        let open = try await eva.must("alarms", "list", "-q").lines
        _ = try await eva.run(["alarms", "acknowledge"] + open)
        #expect(try await eva.must("alarms", "list").out.hasPrefix("No alarm is open."))

        let resolved = try await eva.must("sale", "resolve", id, "notDelivered", "--note", "the coil is stuck")
        #expect(resolved.out.contains("goods failed"))
        if resolved.out.contains("refund due") {
            #expect(try await eva.must("sale", "refunded", id, "--reference", "cash 7").out.contains("money refunded"))
        }
        let cleared = try await eva.must("place", "lane", "clear", "lobby", "A2")
        #expect(cleared.lines.contains { $0.hasPrefix("A2 ") && $0.hasSuffix("enabled") }, "\(cleared.out)")
    }
}
