import Database
import Hummingbird
import Testing

@testable import Coordinator

@Suite("Route table")
struct RouteTableTests {
    private static func address(_ route: RouteTable.Route) -> String {
        route.path.split(separator: "/").map { $0.hasPrefix("{") ? "x1" : String($0) }.reduce("") { "\($0)/\($1)" }
    }

    @Test func listsExactlyTheRoutesThatThereAre() async throws {
        let shop = try await Shop.open()
        let served = Set(try shop.coordinator.router().routes.map { "\($0.method.rawValue) \($0.path)" })
        #expect(served == Set(RouteTable.routes.map { "\($0.method) \($0.path)" }))
        await shop.close()
    }

    /// Written out a second time on purpose: opening a route to everybody takes two changes.
    @Test func opensNothingToEverybodyButTheShop() {
        let open = RouteTable.routes.filter { $0.access == .anyone }.map { "\($0.method) \($0.path)" }
        #expect(
            Set(open) == [
                "GET /", "GET /assets/{file}", "GET /m/{place}", "GET /m/{place}/poster", "GET /m/{place}/qr.svg",
                "GET /m/{place}/pictures/{picture}", "POST /m/{place}/orders",
                "GET /o/{order}", "POST /o/{order}/play-money", "POST /v1/orders", "GET /v1/orders/{order}",
                "GET /v1/orders/{order}/events", "GET /v1/agent/keyset", "GET /livez", "GET /readyz",
                "GET /openapi.json",
                "GET /login", "POST /login", "GET /v1/dpps/{dpp}", "GET /v1/dppsByProductId/{product}",
                "GET /v1/dppsByIdAndDate/{dpp}", "POST /v1/dppsByProductIds", "GET /v1/dpps/{dpp}/elements/{path}",
                "GET /v1/productEvents", "POST /v1/productEvents", "GET /v1/epcis/epcs/{epc}/events",
                "GET /.well-known/did.json", "GET /p/01/{gtin}", "GET /p/01/{gtin}/10/{lot}",
                "GET /p/01/{gtin}/21/{serial}",
                "GET /log/checkpoint", "GET /log/proof", "GET /log/proof/{place}",
                "GET /log/tile/{level}/{part1}", "GET /log/tile/{level}/{part1}/{part2}",
                "GET /log/tile/{level}/{part1}/{part2}/{part3}",
                "GET /log/tile/{level}/{part1}/{part2}/{part3}/{part4}",
            ]
        )
        let machine = RouteTable.routes.filter { $0.access == .machine }
        #expect(machine.allSatisfy { $0.path.hasPrefix("/v1/agent/") })
    }

    @Test func refusesWhoeverHasNoTokenOrNotTheScope() async throws {
        let shop = try await Shop.open()
        let weak = try await shop.coordinator.runtime.perform {
            try TokenBook().make(name: "weak", owner: Owner.operator, scopes: [], in: $0)
        }
        for route in RouteTable.routes {
            guard case .scope(let scope) = route.access else { continue }
            let method = try #require(Shop.Method(rawValue: route.method))
            let path = Self.address(route)
            let without = try await shop.send(method, path, body: "{}")
            #expect(without.status == 401 && without.code == "unauthorised", "\(route)")
            let wrong = try await shop.send(method, path, body: "{}", token: "mm_" + String(repeating: "A", count: 43))
            #expect(wrong.status == 401, "\(route)")
            let powerless = try await shop.send(method, path, body: "{}", token: weak)
            #expect(powerless.status == 403 && powerless.code == "forbidden", "\(route)")
            let others = Set(Scope.allCases).subtracting([scope])
            let almost = try await shop.coordinator.runtime.perform {
                try TokenBook().make(name: "almost", owner: Owner.operator, scopes: others, in: $0)
            }
            #expect(try await shop.send(method, path, body: "{}", token: almost).status == 403, "\(route)")
            let full = try await shop.send(method, path, body: "{}", token: shop.token)
            #expect(full.status != 401 && full.status != 403, "\(route)")
        }
        await shop.close()
    }

    @Test func letsMachinesInOnlyWithASession() async throws {
        let shop = try await Shop.open()
        for route in RouteTable.routes where route.access == .machine && !route.path.hasSuffix("enrol") {
            let method = try #require(Shop.Method(rawValue: route.method))
            #expect(try await shop.send(method, route.path, body: "", token: shop.token).status == 401, "\(route)")
        }
        await shop.close()
    }

    @Test func refusesARevokedToken() async throws {
        let shop = try await Shop.open()
        #expect(try await shop.get("/v1/places").status == 200)
        try await shop.coordinator.runtime.perform {
            _ = try $0.transaction.execute("UPDATE api_token SET revoked_at = 1", [:])
        }
        #expect(try await shop.get("/v1/places").status == 401)
        await shop.close()
    }

    @Test func keepsTokensOnlyAsDigests() async throws {
        let shop = try await Shop.open()
        let row = try await shop.coordinator.runtime.view { try $0.transaction.first("SELECT * FROM api_token") }
        #expect(try row?.text("digest").contains(shop.token) == false)
        let token = shop.token
        try await shop.restart()
        #expect(shop.coordinator.newTokenFile == nil)
        #expect(try await shop.send(.get, "/v1/places", token: token).status == 200)
        await shop.close()
    }
}
