import Protocol
import Testing

@testable import Coordinator

@Suite("Sales in doubt")
struct SaleDoubtTests {
    struct Resolution: Sendable, CustomTestStringConvertible {
        let outcome: String
        let status: OrderStatus
        let sales: Int64
        let refundDue: Int64
        var testDescription: String { outcome }
    }

    static let resolutions = [
        Resolution(outcome: "delivered", status: .delivered, sales: 150, refundDue: 0),
        Resolution(outcome: "notDelivered", status: .refundDue, sales: 0, refundDue: 150),
    ]

    @Test(arguments: resolutions)
    func waitsForAPersonWhoDecides(_ resolution: Resolution) async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        let path = "/v1/sales/\(order.id)/resolve"
        let body = #"{"outcome":"\#(resolution.outcome)","note":"looked into the lane"}"#
        #expect(try await shop.post(path, body: body).code == "conflict")
        try await shop.report(.inDoubt, order)
        #expect(try await OrderStatus(shop.sale(order)) == .beingChecked)
        #expect(try await shop.alarms().contains("sale.inDoubt"))
        let queue = try await shop.get("/v1/sales?queue=inDoubt")
        #expect(queue.body.contains(order.id))
        #expect(try await shop.post(path, body: #"{"outcome":"maybe","note":"x"}"#).code == "invalid")
        #expect(try await shop.post(path, body: body).status == 200)
        #expect(try await OrderStatus(shop.sale(order)) == resolution.status)
        #expect(try await shop.balance(.sales) == resolution.sales)
        #expect(try await shop.balance(.refundDue) == resolution.refundDue)
        #expect(try await !shop.get("/v1/sales?queue=inDoubt").body.contains(order.id))
        #expect(try await shop.post(path, body: body).code == "conflict")
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func neverVoidsMoneyByTimeAlone() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        // Command 120 s, delivery 8 s, grace 60 s.
        try await shop.advance(seconds: 187)
        #expect(try await shop.sale(order).state.goods == .dispatched)
        try await shop.advance(seconds: 1)
        #expect(try await shop.sale(order).state.queue == [.noReceipt])
        #expect(try await shop.balance(.refundDue) == 0)
        try await shop.refuse(.expired, order)
        #expect(try await OrderStatus(shop.sale(order)) == .refundDue)
        #expect(try await shop.stock().units == StockRule(stock: 3))
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func asksAPersonWhenTheMachineLostItsJournal() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.lose(order)
        #expect(try await shop.sale(order).state.queue == [.machineLost])
        await shop.close()
    }

    @Test func doesNotTrustARefusalThatMayHideARun() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.refuse(.replayed, order)
        #expect(try await shop.sale(order).state.goods == .inDoubt)
        await shop.close()
    }

    @Test func doesNotTrustAReportOfAnotherSale() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        let command = try shop.delivery(order).command
        let report = DeliveryReport(lane: "A", sale: "another", status: .finished)
        let desk = shop.coordinator.desk
        try await shop.coordinator.runtime.perform { try desk.delivered(report, command: command, in: $0) }
        #expect(try await shop.sale(order).state.goods == .inDoubt)
        await shop.close()
    }

    @Test func sendsNothingToAMachineThatWasSetAsideMeanwhile() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        shop.machines.readiness.allowed = false
        try await shop.pay(order)
        #expect(shop.machines.deliveries.isEmpty)
        #expect(try await OrderStatus(shop.sale(order)) == .refundDue)
        #expect(try await shop.stock().units.reserved == 0)
        #expect(try await shop.alarms().contains("command.refused"))
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func givesAHoldBackWhenTheLaneFailedMeanwhile() async throws {
        let shop = try await Shop.open(canHold: true)
        let first = try await shop.order()
        let second = try await shop.order()
        try await shop.pay(first)
        try await shop.report(.failed, first)
        try await shop.pay(second)
        #expect(shop.machines.deliveries.count == 1)
        let sale = try await shop.sale(second)
        #expect(sale.state.ending == .released)
        #expect(sale.state.payments.first?.state == .released)
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }
}
