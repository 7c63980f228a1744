import Database
import Protocol
import Testing

@testable import Coordinator

@Suite("Operator queue")
struct OperatorQueueTests {
    private struct Events: Decodable {
        struct Event: Decodable {
            let cursor: String
            let kind: String
        }
        let events: [Event]
        let next: String?
    }

    @Test func booksARefundOnceForItsReference() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.refuse(.profileForbids, order)
        #expect(try await shop.balance(.refundDue) == 150)
        let path = "/v1/sales/\(order.id)/refunded"
        #expect(try await shop.post(path, body: #"{"reference":"tx1","amount":"500"}"#).code == "conflict")
        #expect(try await shop.post(path, body: #"{"reference":"tx1","amount":"50"}"#).status == 200)
        #expect(try await shop.post(path, body: #"{"reference":"tx1","amount":"50"}"#).status == 200)
        #expect(try await shop.post(path, body: #"{"reference":"tx1","amount":"60"}"#).code == "conflict")
        #expect(try await shop.balance(.refundDue) == 100)
        #expect(try await shop.get("/v1/sales?queue=refundsDue").body.contains(order.id))
        #expect(try await shop.post(path, body: #"{"reference":"tx2"}"#).status == 200)
        #expect(try await shop.balance(.refundDue) == 0)
        #expect(try await shop.sale(order).state.ending == .refunded)
        #expect(try await shop.post(path, body: #"{"reference":"tx3"}"#).code == "conflict")
        #expect(try await shop.post(path, body: #"{"reference":""}"#).code == "invalid")
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func makesWhatIsOwedCredit() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.refuse(.profileForbids, order)
        #expect(try await shop.post("/v1/sales/\(order.id)/credited", body: #"{"note":"asked for"}"#).status == 200)
        #expect(try await shop.balance(.credit) == 150)
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func showsTheBooks() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.report(.finished, order)
        let check = try await shop.get("/v1/ledger/check")
        #expect(check.body == #"{"balanced":true,"findings":[]}"#)
        let accounts = try await shop.get("/v1/ledger/accounts").body
        #expect(accounts.contains(#""id":"operator/sales/SANDBOX-EUR""#))
        let transfers = try await shop.get("/v1/ledger/transfers?sale=\(order.id)").body
        #expect(transfers.contains(#""step":"dispatched""#) && transfers.contains(#""step":"delivered""#))
        #expect(try await shop.get("/v1/ledger/transfers?cursor=x").code == "invalid")
        try await shop.coordinator.runtime.perform {
            _ = try $0.transaction.execute("UPDATE account SET credits_posted = 151 WHERE code = 'sales'", [:])
        }
        #expect(try await shop.get("/v1/ledger/check").body.contains(#""balanced":false"#))
        await shop.close()
    }

    @Test func pagesTheEventsWithoutLosingOrRepeatingAny() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        let all = try await shop.get("/v1/events?limit=500").json(Events.self).events.map(\.cursor)
        var seen: [String] = []
        var cursor = ""
        while true {
            let path = "/v1/events?limit=3" + (cursor.isEmpty ? "" : "&after=\(cursor)")
            let page = try await shop.get(path).json(Events.self)
            guard let next = page.events.last?.cursor else { break }
            seen += page.events.map(\.cursor)
            cursor = next
        }
        #expect(all.count > 6)
        #expect(seen == all)
        #expect(try await shop.get("/v1/events?after=nonsense").code == "invalid")
        #expect(try await shop.get("/v1/events?limit=0").code == "invalid")
        await shop.close()
    }

    @Test func closesAnAlarmOnce() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.report(.failed, order)
        let alarm = try await shop.coordinator.runtime.view { try AlarmBook.list(openOnly: true, limit: 9, in: $0) }
            .first
        let path = "/v1/alarms/\(try #require(alarm).id)/acknowledge"
        #expect(try await shop.post(path, body: "").status == 204)
        #expect(try await shop.post(path, body: "").code == "notFound")
        #expect(try await shop.get("/v1/alarms").body == #"{"alarms":[]}"#)
        #expect(try await shop.get("/v1/alarms?state=all").body.contains("lane.faulted"))
        await shop.close()
    }

    @Test func playsTheCustomerAndTheChain() async throws {
        let shop = try await Shop.open(depth: 6)
        let order = try await shop.order()
        let path = "/v1/sandbox/payments"
        let paid = try await shop.post(path, body: #"{"order":"\#(order.id)","confirmations":0}"#)
        #expect(paid.status == 201)
        let reference = try #require(paid.json([String: String].self)["reference"])
        try await shop.settle()
        #expect(shop.machines.deliveries.isEmpty)
        let confirm = #"{"reference":"\#(reference)","action":"confirm","confirmations":1}"#
        #expect(try await shop.post(path, body: confirm).status == 204)
        try await shop.settle()
        #expect(shop.machines.deliveries.count == 1)
        #expect(try await shop.post(path, body: #"{"reference":"none","action":"confirm"}"#).code == "notFound")
        #expect(try await shop.post(path, body: #"{"order":"\#(order.id)","amount":"-1"}"#).code == "invalid")
        #expect(try await shop.post(path, body: "{}").code == "invalid")
        let byAddress = #"{"address":"\#(try #require(order.address))"}"#
        #expect(try await shop.post(path, body: byAddress).status == 201)
        await shop.close()
    }

    @Test func keepsAPlaceThatHasSales() async throws {
        let shop = try await Shop.open()
        #expect(try await shop.send(.delete, "/v1/places/hall", token: shop.token).status == 204)
        try await shop.put("/v1/places/hall", body: Shop.place)
        try await shop.put("/v1/places/hall/machine", body: #"{"machine":"\#(Shop.machine)"}"#)
        try await shop.put("/v1/places/hall/lanes/A", body: #"{"count":1}"#)
        _ = try await shop.order()
        #expect(try await shop.send(.delete, "/v1/places/hall", token: shop.token).code == "conflict")
        try await shop.put("/v1/places/attic", body: Shop.place)
        let taken = try await shop.send(
            .put,
            "/v1/places/attic/machine",
            body: #"{"machine":"\#(Shop.machine)"}"#,
            token: shop.token
        )
        #expect(taken.code == "conflict")
        await shop.close()
    }
}
