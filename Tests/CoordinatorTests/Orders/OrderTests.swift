import Database
import Protocol
import Rails
import TestSupport
import Testing

@testable import Coordinator

@Suite("Orders")
struct OrderTests {
    @Test func reservesAUnitAndSignsAQuoteThatAnyoneCanReplay() async throws {
        let shop = try await Shop.open()
        let answer = try await shop.send(.post, "/v1/orders", body: #"{"place":"hall","selection":"a1"}"#)
        #expect(answer.status == 201)
        let order = try answer.json(OrderView.self)
        #expect(order.status == .waitingForPayment)
        #expect(order.amount == "150")
        #expect(order.playMoney)
        #expect(answer.location == "/v1/orders/\(order.id)")
        #expect(try await shop.stock().units.reserved == 1)
        let envelope = try Envelope.parse(try #require(order.quote), as: .quote)
        let claims = try envelope.verified(by: shop.coordinator.keys.quote.verifyingKey).claims(QuoteClaims.self)
        try claims.replay()
        #expect(claims.address == order.address)
        var forged = claims
        forged.amount = "1"
        #expect(throws: CoordinatorError(.conflict, "")) { try forged.replay() }
        await shop.close()
    }

    @Test func answersTheSameKeyWithTheSameOrder() async throws {
        let shop = try await Shop.open()
        let body = #"{"place":"hall","selection":"a1"}"#
        let first = try await shop.send(.post, "/v1/orders", body: body, key: "customer-0001")
        let again = try await shop.send(.post, "/v1/orders", body: body, key: "customer-0001")
        #expect(try first.json(OrderView.self) == again.json(OrderView.self))
        #expect(try await shop.stock().units.reserved == 1)
        let other = #"{"place":"hall","selection":"a1","rail":"sandbox"}"#
        #expect(try await shop.send(.post, "/v1/orders", body: other, key: "customer-0001").code == "keyReused")
        #expect(try await shop.send(.post, "/v1/orders", body: body, key: "short").code == "invalid")
        let second = try await shop.send(.post, "/v1/orders", body: body, key: "customer-0002")
        #expect(try second.json(OrderView.self).id != first.json(OrderView.self).id)
        await shop.close()
    }

    @Test func goesOnWithAnOrderWhoseCoordinatorDiedBeforeTheAnswer() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order(key: "customer-0001")
        try await shop.coordinator.runtime.perform { work in
            _ = try work.transaction.execute(
                "UPDATE sale SET phase = 'preparing', address = NULL, uri = NULL, quote = NULL WHERE id = $id",
                ["id": .text(order.id)]
            )
        }
        try await shop.restart()
        #expect(try await OrderStatus(shop.sale(order)) == .preparing)
        let again = try await shop.order(key: "customer-0001")
        #expect(again.id == order.id && again.address == order.address && again.quote != nil)
        #expect(try await shop.stock().units.reserved == 1)
        await shop.close()
    }

    @Test func givesTheUnitBackWhenTheQuoteEndsUnpaid() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.advance(seconds: 899)
        #expect(try await shop.stock().units.reserved == 1)
        try await shop.advance(seconds: 1)
        #expect(try await shop.stock().units.reserved == 0)
        #expect(try await OrderStatus(shop.sale(order)) == .expired)
        await shop.close()
    }

    @Test func withdrawsAnOrderWhoseRailGivesNoAddress() async throws {
        let port = try BoundPort()
        let shop = try await Shop.open { configuration in
            let node = NodeConfiguration(
                id: "litecoin",
                coin: .litecoin,
                network: "regtest",
                url: "http://127.0.0.1:\(port.number)",
                wallet: "w",
                credentials: .password(user: "u", password: "p")
            )
            configuration.rails.append(.node(node))
        }
        let body = #"{"place":"hall","selection":"a1","rail":"litecoin"}"#
        let answer = try await shop.send(.post, "/v1/orders", body: body, key: "customer-0001")
        #expect(answer.code == "railUnavailable")
        #expect(answer.status == 503)
        #expect(try await shop.stock().units.reserved == 0)
        // The key is free again, and works with another request.
        let retry = #"{"place":"hall","selection":"a1","rail":"sandbox"}"#
        #expect(try await shop.send(.post, "/v1/orders", body: retry, key: "customer-0001").status == 201)
        await shop.close()
    }

    @Test func streamsEveryChangeUntilTheEnd() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.report(.finished, order)
        let answer = try await shop.send(.get, "/v1/orders/\(order.id)/events")
        #expect(answer.type == "text/event-stream")
        #expect(answer.body.hasPrefix("event: order\nid: "))
        #expect(answer.body.contains(#""status":"delivered""#))
        #expect(try await shop.send(.get, "/v1/orders/nothing/events").code == "notFound")
        await shop.close()
    }
}
