import Protocol
import Testing

@testable import Coordinator

@Suite("Story of an order")
struct OrderStoryTests {
    private func story(_ shop: Shop, _ order: SaleRecord, _ language: Language = .english) async throws -> OrderStory {
        OrderStory(try await shop.sale(order), language)
    }

    private func standings(_ story: OrderStory) -> [OrderStep.Standing] { story.steps.map(\.standing) }

    @Test func goesFromAskingToDelivered() async throws {
        let shop = try await Shop.open(canHold: true)
        let order = try await shop.order()
        var told = try await story(shop, order)
        #expect(told.headline == "Please pay €1.50")
        #expect(told.tone == .asking)
        #expect(standings(told) == [.now, .next, .next, .next])
        try await shop.pay(order)
        told = try await story(shop, order)
        #expect(told.headline.hasPrefix("Paid"))
        #expect(told.sentences.last?.contains("only held") == true)
        #expect(standings(told) == [.done, .done, .now, .next])
        try await shop.report(.finished, order)
        told = try await story(shop, order, .german)
        #expect(told.tone == .good)
        #expect(told.sentences == ["Ausgegeben und bezahlt: Crisps."])
        #expect(standings(told) == [.done, .done, .done, .done])
        await shop.close()
    }

    @Test func saysThatHeldMoneyWentBackAfterAJam() async throws {
        let shop = try await Shop.open(canHold: true)
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.report(.failed, order)
        let told = try await story(shop, order)
        #expect(told.headline == "Not delivered, not charged")
        #expect(told.tone == .careful)
        #expect(standings(told) == [.done, .done, .done, .stopped])
        await shop.close()
    }

    @Test func saysWhatIsOwedAfterAJam() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.report(.failed, order)
        let told = try await story(shop, order)
        #expect(told.headline == "Your money is owed back")
        #expect(told.sentences.first?.contains("€1.50 is owed back") == true)
        #expect(told.sentences.last?.contains("order number") == true)
        await shop.close()
    }

    @Test func asksForTheRestAndSaysWhatBecomesOfAPart() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order, minor: 100)
        var told = try await story(shop, order)
        #expect(told.headline == "Please pay the remaining €0.50")
        #expect(told.sentences.contains("€1.00 of €1.50 arrived."))
        try await shop.advance(seconds: shop.configuration.sales.quoteSeconds)
        // The clock waits until the rail was asked for payments that came in time.
        try await shop.settle()
        told = try await story(shop, order)
        #expect(
            told.sentences.first
                == "Less than the price came in time, so nothing was delivered. €1.00 is owed back to you."
        )
        #expect(standings(told) == [.done, .stopped, .stopped, .stopped])
        await shop.close()
    }

    @Test func saysThatAPaymentWasLate() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.advance(seconds: shop.configuration.sales.quoteSeconds)
        // The clock waits until the rail was asked for payments that came in time.
        try await shop.settle()
        var told = try await story(shop, order)
        #expect(told.headline == "Order ended")
        #expect(standings(told) == [.stopped, .stopped, .stopped, .stopped])
        try await shop.pay(order)
        told = try await story(shop, order)
        #expect(told.headline == "Your money is owed back")
        #expect(told.sentences.first?.hasPrefix("Your payment came after the time was over") == true)
        await shop.close()
    }

    @Test func saysWhatBecomesOfASurplus() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order, minor: 200)
        try await shop.report(.finished, order)
        let told = try await story(shop, order)
        #expect(told.tone == .good)
        #expect(told.sentences.contains("You paid €0.50 too much. It is kept as your credit."))
        await shop.close()
    }

    @Test func countsConfirmations() async throws {
        let shop = try await Shop.open(depth: 6)
        let order = try await shop.order()
        try await shop.pay(order, confirmations: 0)
        let told = try await story(shop, order)
        #expect(told.headline == "Payment seen")
        #expect(told.sentences.contains("0 of 1 confirmation."))
        #expect(standings(told) == [.done, .now, .next, .next])
        await shop.close()
    }

    @Test func saysThatAPersonIsChecking() async throws {
        let shop = try await Shop.open(canHold: true)
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.report(.inDoubt, order)
        let told = try await story(shop, order)
        #expect(told.headline == "We are checking")
        #expect(told.sentences.count == 2)
        #expect(standings(told) == [.done, .done, .done, .now])
        await shop.close()
    }
}
