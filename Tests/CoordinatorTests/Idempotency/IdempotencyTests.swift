import TestSupport
import Database
import Testing

@testable import Coordinator

@Suite("Idempotent creates")
struct IdempotencyTests {
    private static let key = "a-random-key-0001"

    private static func secret(_ shop: Shop, _ name: String = "snack-2", key: String? = key, token: String? = nil)
        async throws -> Shop.Answer
    {
        try await shop.send(
            .post,
            "/v1/machines/secrets",
            body: #"{"name":"\#(name)"}"#,
            token: token ?? shop.token,
            key: key
        )
    }

    private static func secrets(_ shop: Shop) async throws -> Int {
        try await shop.coordinator.runtime.view { try $0.transaction.rows("SELECT id FROM enrolment_secret") }.count
    }

    @Test func makeOneThingForOneKey() async throws {
        let shop = try await Shop.open()
        let first = try await Self.secret(shop)
        #expect(first.status == 201)
        let again = try await Self.secret(shop)
        #expect(again.status == 201 && again.body == first.body)
        #expect(try await Self.secrets(shop) == 1)
        #expect(try await Self.secret(shop, key: nil).body != first.body)
        #expect(try await Self.secrets(shop) == 2)
        await shop.close()
    }

    @Test func refuseTheKeyForAnotherRequest() async throws {
        let shop = try await Shop.open()
        _ = try await Self.secret(shop)
        let other = try await Self.secret(shop, "snack-3")
        #expect(other.status == 422 && other.code == "keyReused")
        let route = try await shop.send(
            .post,
            "/v1/tokens",
            body: #"{"name":"snack-2","scopes":[]}"#,
            token: shop.token,
            key: Self.key
        )
        #expect(route.code == "keyReused")
        #expect(try await Self.secrets(shop) == 1)
        await shop.close()
    }

    @Test func keepKeysOfTokensApart() async throws {
        let shop = try await Shop.open()
        let other = try await shop.coordinator.runtime.perform {
            try TokenBook().make(name: "other", owner: Owner.operator, scopes: [.machinesWrite], in: $0)
        }
        let first = try await Self.secret(shop)
        let second = try await Self.secret(shop, token: other)
        #expect(second.status == 201 && second.body != first.body)
        await shop.close()
    }

    @Test func keepNoSecretInClear() async throws {
        let shop = try await Shop.open()
        let body = #"{"name":"till","scopes":["places:read"]}"#
        let first = try await shop.send(.post, "/v1/tokens", body: body, token: shop.token, key: Self.key)
        let text = try first.json(TokenRoutesTests.Made.self).text
        let kept = try await shop.coordinator.runtime.view {
            try $0.transaction.first("SELECT caller, key_digest, request_hash, answer FROM idempotent_answer")
        }
        let answer = String(decoding: try #require(kept).blob("answer"), as: UTF8.self)
        #expect(!answer.contains(text) && !answer.contains("till"))
        #expect(try kept?.text("key_digest").contains(Self.key) == false)
        try await shop.restart()
        let again = try await shop.send(.post, "/v1/tokens", body: body, token: shop.token, key: Self.key)
        #expect(again.body == first.body && again.location == first.location)
        await shop.close()
    }

    @Test func forgetKeysAfterADay() async throws {
        let shop = try await Shop.open()
        let first = try await Self.secret(shop)
        shop.clock.advance(milliseconds: 86_400_000)
        #expect(try await Self.secret(shop).body == first.body)
        shop.clock.advance(milliseconds: 1)
        let later = try await Self.secret(shop)
        #expect(later.status == 201 && later.body != first.body)
        #expect(try await Self.secret(shop, "snack-9").code == "keyReused")
        await shop.close()
    }

    @Test func leaveTheKeyFreeAfterARefusal() async throws {
        let shop = try await Shop.open()
        let body = #"{"command":"ping"}"#
        let path = "/v1/machines/snack-9::0123456789abcdef0123456789abcdef/commands"
        #expect(try await shop.send(.post, path, body: body, token: shop.token, key: Self.key).status == 404)
        #expect(try await Self.secret(shop).status == 201)
        await shop.close()
    }

    @Test func payOnceWithPlayMoney() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        let body = #"{"order":"\#(order.id)","amount":"50"}"#
        let path = "/v1/sandbox/payments"
        let first = try await shop.send(.post, path, body: body, token: shop.token, key: Self.key)
        #expect(try await shop.send(.post, path, body: body, token: shop.token, key: Self.key).body == first.body)
        try await shop.settle()
        #expect(try await shop.sale(order).state.totals.seenMinor == 50)
        await shop.close()
    }
}
