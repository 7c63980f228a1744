import Database
import Protocol
import Rails
import Testing

@testable import Coordinator

@Suite("Sales end to end")
struct SaleEndToEndTests {
    @Test func sellsPaidGoods() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        #expect(try await OrderStatus(shop.sale(order)) == .delivering)
        #expect(shop.machines.deliveries.count == 1)
        try await shop.report(.finished, order)
        #expect(try await shop.sale(order).state.ending == .captured)
        #expect(try await shop.stock().units == StockRule(stock: 2))
        #expect(try await shop.balance(.sales) == 150)
        #expect(try await shop.balance(.order) == 0)
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func sellsThroughARestartAtEveryStep() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order(key: "customer-0001")
        try await shop.restart()
        #expect(try await shop.order(key: "customer-0001").id == order.id)
        _ = try await shop.payUnseen(order)
        try await shop.restart()
        try await shop.settle()
        try await shop.restart()
        try await shop.settle()
        #expect(shop.machines.deliveries.count == 1)
        try await shop.report(.finished, order)
        try await shop.restart()
        #expect(try await shop.sale(order).state.ending == .captured)
        #expect(try await shop.balance(.sales) == 150)
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func takesHeldMoneyOnlyAfterTheDrop() async throws {
        let shop = try await Shop.open(canHold: true)
        let order = try await shop.order()
        try await shop.pay(order)
        #expect(try await shop.sale(order).state.money == .held)
        #expect(try await shop.balance(.rail) == 0)
        try await shop.report(.finished, order)
        #expect(try await shop.balance(.rail) == -150)
        #expect(try await shop.sale(order).state.payments.first?.state == .confirmed)
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func givesHeldMoneyBackWhenTheDropFails() async throws {
        let shop = try await Shop.open(canHold: true)
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.report(.failed, order)
        let sale = try await shop.sale(order)
        #expect(sale.state.ending == .released)
        #expect(sale.state.payments.first?.state == .released)
        #expect(OrderStatus(sale) == .notDelivered)
        let stock = try await shop.stock()
        #expect(stock.fault != nil)
        #expect(stock.units == StockRule(stock: 3))
        #expect(try await shop.alarms().contains("lane.faulted"))
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func waitsForTheRestOfAPayment() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order, minor: 100)
        #expect(try await OrderStatus(shop.sale(order)) == .partlyPaid)
        #expect(shop.machines.deliveries.isEmpty)
        try await shop.pay(order, minor: 50)
        #expect(shop.machines.deliveries.count == 1)
        try await shop.report(.finished, order)
        #expect(try await shop.balance(.sales) == 150)
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func keepsWhatIsPaidTooMuchAsCredit() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order, minor: 200)
        try await shop.report(.finished, order)
        #expect(try await shop.balance(.sales) == 150)
        #expect(try await shop.balance(.credit) == 50)
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func owesBackWhatComesTooLate() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.advance(seconds: 900)
        try await shop.pay(order)
        #expect(shop.machines.deliveries.isEmpty)
        #expect(try await OrderStatus(shop.sale(order)) == .refundDue)
        #expect(try await shop.balance(.refundDue) == 150)
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func owesBackAPartWhenTheQuoteEnds() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order, minor: 100)
        try await shop.advance(seconds: 900)
        #expect(try await shop.balance(.refundDue) == 100)
        #expect(try await shop.stock().units.reserved == 0)
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func deliversNothingForAReplacedPayment() async throws {
        let shop = try await Shop.open(depth: 6)
        let order = try await shop.order()
        let reference = try await shop.pay(order, confirmations: 0)
        #expect(try await OrderStatus(shop.sale(order)) == .paymentSeen)
        try await shop.sandbox.replace(reference: reference)
        try await shop.settle()
        #expect(try await OrderStatus(shop.sale(order)) == .waitingForPayment)
        try await shop.advance(seconds: 900)
        #expect(shop.machines.deliveries.isEmpty)
        #expect(try await OrderStatus(shop.sale(order)) == .expired)
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func bringsAReorganisationAfterTheDeliveryToAPerson() async throws {
        let shop = try await Shop.open(depth: 6)
        let order = try await shop.order()
        let reference = try await shop.pay(order)
        try await shop.report(.finished, order)
        try await shop.sandbox.reorganise(reference: reference)
        try await shop.settle()
        let sale = try await shop.sale(order)
        #expect(sale.state.queue == [.paymentReversed])
        #expect(try await shop.alarms().contains("payment.reversed"))
        #expect(try await shop.balance(.loss) == -150)
        #expect(try await shop.findings().isEmpty)
        try await shop.sandbox.confirm(reference: reference, confirmations: 2)
        try await shop.settle()
        #expect(try await shop.sale(order).state.ending == .captured)
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }

    @Test func countsAPaymentThatIsToldAgainOnce() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        // As after a crash that lost the cursor but nothing else.
        try await shop.coordinator.runtime.perform { _ = try $0.transaction.execute("DELETE FROM rail_cursor", [:]) }
        try await shop.settle()
        #expect(try await shop.sale(order).state.payments.count == 1)
        try await shop.report(.finished, order)
        #expect(try await shop.balance(.sales) == 150)
        await shop.close()
    }
}
