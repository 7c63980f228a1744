import Database
import Protocol
import Testing

@testable import Coordinator

@Suite("Recovered delivery")
struct RecoveredDeliveryTests {
    private static func shop() async throws -> Shop {
        let shop = try await Shop.open()
        try await shop.addMachine()
        return shop
    }

    private static func waiting(_ shop: Shop) async throws -> Int64 {
        try await shop.recovery().deliveriesWithoutPayment
    }

    @Test func aSaleThatIsPaidLaterTakesItsDeliveryWithoutAnotherOne() async throws {
        let shop = try await Self.shop()
        let order = try await shop.order()
        try await shop.recovered(.finished, sale: order.id, command: "lost-1")
        #expect(try await Self.waiting(shop) == 1)
        try await shop.pay(order)
        let sale = try await shop.sale(order)
        #expect(sale.state.ending == .captured && sale.command == "lost-1")
        #expect(shop.machines.deliveries.isEmpty, "nothing is delivered twice")
        #expect(try await Self.waiting(shop) == 0)
        #expect(try await shop.stock().units.stock == 2)
        #expect(try await shop.findings() == [])
        #expect(try await shop.alarms() == [])
        await shop.close()
    }

    @Test func aFailedOneIsOwedBack() async throws {
        let shop = try await Self.shop()
        let order = try await shop.order()
        try await shop.recovered(.failed, sale: order.id, command: "lost-1")
        try await shop.pay(order)
        #expect(shop.machines.deliveries.isEmpty)
        #expect(try await shop.balance(.refundDue) == 150)
        #expect(try await shop.stock().fault != nil)
        #expect(try await shop.findings() == [])
        await shop.close()
    }

    @Test func oneThatCouldNotStartIsDoneAnew() async throws {
        let shop = try await Self.shop()
        let order = try await shop.order()
        try await shop.recovered(.cannotStart, sale: order.id, command: "lost-1")
        #expect(try await Self.waiting(shop) == 0)
        try await shop.pay(order)
        #expect(try shop.delivery(order).command != "lost-1")
        try await shop.report(.finished, order)
        #expect(try await shop.sale(order).state.ending == .captured)
        #expect(try await shop.stock().units.stock == 2)
        await shop.close()
    }

    @Test(
        arguments: [
            (.finished, 2, false), (.failed, 3, true), (.inDoubt, 3, true), (.cannotStart, 3, false),
        ] as [(DeliveryStatus, Int64, Bool)]
    )
    func ofAnUnknownSaleCorrectsTheStock(_ status: DeliveryStatus, _ stock: Int64, _ isFaulted: Bool) async throws {
        let shop = try await Self.shop()
        try await shop.recovered(status, sale: "unknown", command: "lost-1")
        let lane = try await shop.stock()
        #expect(lane.units.stock == stock && (lane.fault != nil) == isFaulted)
        #expect(try await Self.waiting(shop) == 0)
        #expect(try await shop.alarms() == ["recovery.delivery"])
        #expect(!(try await shop.acts(of: .stockChanged)).contains { $0.hasPrefix("recovery") }, "nobody counted it")
        await shop.close()
    }

    @Test func ofAnotherLaneIsNotTheSales() async throws {
        let shop = try await Self.shop()
        let order = try await shop.order()
        try await shop.recovered(.finished, sale: order.id, lane: "B", command: "lost-1")
        #expect(try await Self.waiting(shop) == 0)
        #expect(try await shop.alarms() == ["recovery.delivery"])
        #expect(try await shop.stock().units.stock == 3)
        try await shop.pay(order)
        #expect(try shop.delivery(order).lane == "A", "the sale has its own delivery")
        await shop.close()
    }

    @Test func aSecondOneForTheSameSaleIsTold() async throws {
        let shop = try await Self.shop()
        let order = try await shop.order()
        try await shop.recovered(.finished, sale: order.id, command: "lost-1")
        try await shop.recovered(.finished, sale: order.id, command: "lost-2")
        #expect(try await Self.waiting(shop) == 1)
        #expect(try await shop.alarms() == ["recovery.delivery"])
        await shop.close()
    }

    @Test func aSaleThatEndsUnpaidLosesItsUnit() async throws {
        let shop = try await Self.shop()
        let order = try await shop.order()
        try await shop.recovered(.finished, sale: order.id, command: "lost-1")
        // Unpaid sales end once their rail has nothing older to tell.
        try await shop.settle()
        try await shop.advance(seconds: 2 * 86_400)
        #expect(try await shop.sale(order).state.goods == .none)
        #expect(try await Self.waiting(shop) == 0)
        let lane = try await shop.stock()
        #expect(lane.units.stock == 2 && lane.units.reserved == 0)
        #expect(try await shop.alarms() == ["recovery.delivery"])
        #expect(try await shop.findings() == [])
        await shop.close()
    }
}
