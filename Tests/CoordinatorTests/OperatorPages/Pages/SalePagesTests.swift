import Database
import Protocol
import Testing

@testable import Coordinator

@Suite("Sale pages")
struct SalePagesTests {
    private func doubtful() async throws -> (Shop, Visitor, SaleRecord) {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.report(.inDoubt, order)
        return (shop, visitor, order)
    }

    @Test func settleWhatIsInDoubt() async throws {
        let (shop, visitor, order) = try await doubtful()
        let overview = try await visitor.get("/operator").body
        #expect(overview.contains("1 delivery is in doubt"))
        #expect(try await visitor.get("/operator/waiting").body.contains("Delivery in doubt"))
        let path = "/operator/sales/\(order.id)/resolve"
        let form = ["outcome": "delivered", "note": "lane empty", "back": "/operator/waiting"]
        let answer = try await visitor.submit(path, form)
        #expect(answer.status == 303 && answer.location == "/operator/waiting")
        #expect(try await shop.sale(order).state.ending == .captured)
        #expect(try await visitor.get("/operator/waiting").body.contains("The sale is now: delivered."))
        #expect(try await visitor.get("/operator/waiting").body.contains("Nothing waits for a person."))
        let again = try await visitor.submit(path, form)
        #expect(again.status == 409 && again.body.contains("is already known"))
        #expect(try await shop.balance(.sales) == 150)
        #expect(try await shop.findings().isEmpty)
        let timeline = try await visitor.get("/operator/sales/\(order.id)").body
        #expect(timeline.contains("lane empty") && timeline.contains("ada"))
        await shop.close()
    }

    @Test func askForANoteAndLoseNothingTyped() async throws {
        let (shop, visitor, order) = try await doubtful()
        let path = "/operator/sales/\(order.id)/resolve"
        let without = try await visitor.submit(path, ["outcome": "delivered", "note": "  "])
        #expect(without.status == 400 && without.body.contains("Write what you saw or did"))
        let unsaid = try await visitor.submit(path, ["note": "I looked \"twice\""])
        #expect(unsaid.status == 400 && unsaid.body.contains("I looked &quot;twice&quot;"))
        #expect(try await shop.sale(order).state.goods == .inDoubt)
        await shop.close()
    }

    @Test func bookARefundOnceForItsReference() async throws {
        let (shop, visitor, order) = try await doubtful()
        _ = try await visitor.submit("/operator/sales/\(order.id)/resolve", ["outcome": "notDelivered", "note": "n"])
        #expect(try await visitor.get("/operator/waiting").body.contains("1.50 SANDBOX-EUR is owed to the customer."))
        let path = "/operator/sales/\(order.id)/refunded"
        let tooMuch = try await visitor.submit(path, ["reference": "tx1", "amount": "9.00"])
        #expect(tooMuch.status == 409 && tooMuch.body.contains(#"value="tx1""#))
        for _ in 0..<2 {
            #expect(try await visitor.submit(path, ["reference": "tx1", "amount": "0,50"]).status == 303)
        }
        #expect(try await shop.balance(.refundDue) == 100)
        _ = try await visitor.submit("/operator/sales/\(order.id)/credited", ["note": "asked for"])
        #expect(try await shop.balance(.credit) == 100)
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func findSales() async throws {
        let (shop, visitor, order) = try await doubtful()
        func finds(_ query: String) async throws -> Bool {
            try await visitor.get("/operator/sales?\(query)").body.contains(order.id.prefix(12))
        }
        #expect(try await finds(""))
        #expect(try await finds("state=inDoubt&place=hall&text=&from=&to="))
        #expect(try await finds("text=\(order.id.prefix(10))"))
        #expect(try await finds("from=2027-01-15&to=2027-01-15"))
        #expect(try await !finds("state=delivered"))
        #expect(try await !finds("place=attic"))
        #expect(try await !finds("to=2027-01-14"))
        #expect(try await visitor.get("/operator/sales?from=2027-02-30").body.contains("Write it like 2027-01-31."))
        #expect(try await visitor.get("/operator/sales?cursor=nonsense").body.contains(#"role="alert""#))
        await shop.close()
    }

    @Test func tellTheWholeStoryOfASale() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.report(.finished, order)
        let page = try await visitor.get("/operator/sales/\(order.id)").body
        let trace = order.traceparent.split(separator: "-")[1]
        for part in [
            "Ordered and quoted", "Sighting: 1.50 SANDBOX-EUR", "The command was issued", "Delivered",
            "operator/sales/SANDBOX-EUR", String(trace),
        ] { #expect(page.contains(part), "\(part)") }
        // The signed quote is read by programs: its claims are shown on demand, decoded.
        #expect(!page.contains("eyJ") && page.contains("What was signed"))
        #expect(page.contains("one unit reserved"))
        #expect(try await visitor.get("/operator/sales/0000").status == 404)
        await shop.close()
    }

    @Test func acknowledgeAnAlarmOnce() async throws {
        let (shop, visitor, _) = try await doubtful()
        let alarm = try await shop.coordinator.runtime.view { try AlarmBook.list(openOnly: true, limit: 9, in: $0) }
        let path = "/operator/alarms/\(try #require(alarm.first).id)/acknowledge"
        for _ in 0..<2 { #expect(try await visitor.submit(path).location == "/operator/alarms") }
        #expect(try await shop.alarms().count == alarm.count - 1)
        #expect(try await visitor.get("/operator/alarms?state=acknowledged").body.contains("acknowledged"))
        await shop.close()
    }

    @Test func provesTheBooks() async throws {
        let (shop, visitor, _) = try await doubtful()
        #expect(try await visitor.get("/operator/ledger/check").body.contains("The books are right."))
        try await shop.coordinator.runtime.perform {
            _ = try $0.transaction.execute("UPDATE account SET credits_posted = 151 WHERE code = 'order'", [:])
        }
        #expect(try await visitor.get("/operator/ledger/check").body.contains("The books are not right."))
        #expect(try await visitor.get("/operator").body.contains("The books of SANDBOX-EUR do not balance"))
        #expect(try await visitor.get("/operator/ledger").body.contains("Does not balance"))
        #expect(try await visitor.get("/operator/ledger/account?id=operator/order/SANDBOX-EUR").status == 200)
        #expect(try await visitor.get("/operator/ledger/account?id=none").status == 404)
        await shop.close()
    }
}
