import Testing

@testable import Coordinator

@Suite("Payment URI")
struct PaymentURITests {
    @Test(arguments: [
        ("litecoin:ltc1qabc?amount=0.015", "litecoin:ltc1qabc?amount=0.005"),
        ("bitcoin:bc1qabc", "bitcoin:bc1qabc?amount=0.005"),
        ("play:PLAY-1?amount=1.5&label=PLAY%20MONEY", "play:PLAY-1?amount=0.005&label=PLAY%20MONEY"),
        ("play:PLAY-1?label=a&amount=1.5", "play:PLAY-1?amount=0.005&label=a"),
    ])
    func asksForAnotherAmount(_ uri: String, _ rest: String) {
        #expect(PaymentURI.asking(for: "0.005", in: uri) == rest)
    }

    @Test func asksForWhatIsMissing() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        #expect(PaymentURI(order)?.text == order.uri)
        try await shop.pay(order, minor: 100)
        let rest = try #require(PaymentURI(try await shop.sale(order)))
        #expect(rest.text.contains("?amount=0.5&"))
        #expect(rest.text.hasPrefix("mintmark-sandbox:\(try #require(order.address))?"))
        await shop.close()
    }
}
