import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Holds")
struct SaleHoldTests {
    @Test(arguments: [30, 60, 600] as [Int64])
    func endsEveryDeliveryBeforeTheHoldDoes(holdSeconds: Int64) async throws {
        let shop = try await Shop.open(canHold: true) { $0.sales.holdSeconds = holdSeconds }
        let order = try await shop.order()
        let start = shop.clock.wallMilliseconds
        try await shop.pay(order)
        let expires = try shop.delivery(order).expires.milliseconds
        #expect(expires + 8_000 < start + holdSeconds * 1_000)
        #expect(expires > start)
        await shop.close()
    }

    @Test func dispatchesNothingThatCouldOutlastTheHold() async throws {
        let shop = try await Shop.open(canHold: true) { $0.sales.holdSeconds = 60 }
        let order = try await shop.order()
        try await shop.pay(order, minor: 100)
        try await shop.advance(seconds: 50)
        try await shop.pay(order, minor: 50)
        #expect(shop.machines.deliveries.isEmpty)
        let sale = try await shop.sale(order)
        #expect(sale.state.ending == .released)
        #expect(sale.state.payments.allSatisfy { $0.state == .released })
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func releasesTheCustomerAtTheDeadlineAndSuspendsThePrice() async throws {
        let shop = try await Shop.open(canHold: true)
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.advance(seconds: 600)
        let sale = try await shop.sale(order)
        #expect(sale.state.payments.first?.state == .released)
        #expect(sale.state.queue.contains(.customerReleased))
        #expect(try await shop.alarms().contains("sale.holdDeadline"))
        #expect(try await shop.findings().isEmpty)
        try await shop.report(.finished, order)
        #expect(try await shop.sale(order).state.queue == [.deliveredUnpaid])
        #expect(try await shop.balance(.suspense) == -150)
        let answer = try await shop.post("/v1/sales/\(order.id)/written-off", body: #"{"note":"goodwill"}"#)
        #expect(answer.status == 200)
        #expect(try await shop.sale(order).state.ending == .writtenOff)
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func keepsTheFirstHoldWhileASecondOneIsGivenBack() async throws {
        let shop = try await Shop.open(canHold: true)
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.pay(order)
        // The rail gives back all of an order at once, so the second payment waits for the outcome of the first.
        #expect(try await shop.sale(order).state.payments.filter { $0.booking == .hold }.count == 1)
        #expect(try await shop.sale(order).state.payments.allSatisfy { $0.state == .held })
        try await shop.report(.finished, order)
        try await shop.advance(seconds: 2)
        let sale = try await shop.sale(order)
        #expect(sale.state.salesMinor == 150)
        #expect(try await shop.balance(.sales) == 150)
        #expect(try await shop.balance(.rail) == -300)
        #expect(sale.state.creditMinor + sale.state.refundDueMinor == 150)
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }
}
