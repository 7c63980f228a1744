import TestSupport
import Database
import Testing

@testable import Coordinator

@Suite("Token routes")
struct TokenRoutesTests {
    struct Made: Decodable {
        let token: TokenRecord
        let text: String
    }
    struct List: Decodable { let tokens: [TokenRecord] }

    private static func make(_ shop: Shop, _ scopes: [Scope], by token: String? = nil) async throws -> Shop.Answer {
        let names = scopes.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
        return try await shop.send(
            .post,
            "/v1/tokens",
            body: #"{"name":"till","scopes":[\#(names)]}"#,
            token: token ?? shop.token
        )
    }

    @Test func makesATokenThatMayDoWhatItSaysAndNoMore() async throws {
        let shop = try await Shop.open()
        let answer = try await Self.make(shop, [.placesRead])
        let made = try answer.json(Made.self)
        #expect(answer.status == 201 && answer.location == "/v1/tokens/\(made.token.id)")
        #expect(made.token.scopes == ["places:read"] && made.token.usedAt == nil)
        #expect(try await shop.send(.get, "/v1/places", token: made.text).status == 200)
        #expect(try await shop.send(.get, "/v1/sales", token: made.text).status == 403)
        let stored = try await shop.coordinator.runtime.view { try $0.transaction.rows("SELECT * FROM api_token") }
        #expect(stored.count == 2)
        #expect(try stored.allSatisfy { try !$0.text("digest").contains(made.text) })
        await shop.close()
    }

    @Test func givesNoScopeThatItsMakerLacks() async throws {
        let shop = try await Shop.open()
        let clerk = try await Self.make(shop, [.tokensWrite, .placesRead]).json(Made.self).text
        #expect(try await Self.make(shop, [.placesRead], by: clerk).status == 201)
        let more = try await Self.make(shop, [.placesRead, .salesResolve], by: clerk)
        #expect(more.status == 403 && more.code == "forbidden" && more.body.contains("sales:resolve"))
        await shop.close()
    }

    @Test func revokesAtOnceAndForEver() async throws {
        let shop = try await Shop.open()
        let made = try await Self.make(shop, [.placesRead]).json(Made.self)
        let path = "/v1/tokens/\(made.token.id)"
        #expect(try await shop.send(.delete, path, token: shop.token).status == 204)
        #expect(try await shop.send(.get, "/v1/places", token: made.text).status == 401)
        #expect(try await shop.send(.delete, path, token: shop.token).code == "notFound")
        #expect(try await shop.get("/v1/tokens").json(List.self).tokens.map(\.name) == ["operator"])
        let events = try await shop.get("/v1/events?limit=500").body
        #expect(events.contains(#""kind":"token.revoked""#) && events.contains(#""by":"operator""#))
        await shop.close()
    }

    @Test func keepsTheLastTokenThatMayDoEverything() async throws {
        let shop = try await Shop.open()
        let first = try #require(try await shop.get("/v1/tokens").json(List.self).tokens.first)
        #expect(Set(first.scopes) == Set(Scope.allCases.map(\.rawValue)))
        #expect(try await shop.send(.delete, "/v1/tokens/\(first.id)", token: shop.token).code == "conflict")
        let second = try await Self.make(shop, Scope.allCases).json(Made.self)
        #expect(try await shop.send(.delete, "/v1/tokens/\(first.id)", token: second.text).status == 204)
        #expect(try await shop.get("/v1/places").status == 401)
        await shop.close()
    }

    @Test func showsTheDayOfTheLastUse() async throws {
        let shop = try await Shop.open()
        // Ids of one millisecond have no order.
        shop.clock.advance(milliseconds: 1)
        let made = try await Self.make(shop, [.placesRead]).json(Made.self)
        _ = try await shop.send(.get, "/v1/places", token: made.text)
        let day = shop.clock.wallMilliseconds / 86_400_000 * 86_400_000
        let list = try await shop.get("/v1/tokens").json(List.self).tokens
        #expect(list.map(\.name) == ["till", "operator"])
        #expect(list.allSatisfy { $0.usedAt == day })
        await shop.close()
    }
}
