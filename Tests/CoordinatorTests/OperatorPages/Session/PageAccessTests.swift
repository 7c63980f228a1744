import HTTPTypes
import Testing

@testable import Coordinator

@Suite("Page access")
struct PageAccessTests {
    private static let pages = RouteTable.routes.filter { if case .page = $0.access { true } else { false } }

    private static func path(_ route: RouteTable.Route) -> String {
        route.path.split(separator: "/").map { $0.hasPrefix("{") ? "hall" : String($0) }.reduce("") { "\($0)/\($1)" }
    }

    @Test func leadsWhoeverIsNotLoggedInToTheLogin() async throws {
        let shop = try await Shop.open()
        let visitor = Visitor(shop)
        for route in Self.pages {
            let answer =
                route.method == "GET"
                ? try await visitor.get(Self.path(route)) : try await visitor.send(.post, Self.path(route), body: "a=b")
            #expect(answer.status == 303 && answer.location?.hasPrefix("/login?") == true, "\(route)")
        }
        await shop.close()
    }

    @Test func needsTheScopeOfEachPage() async throws {
        let shop = try await Shop.open()
        for scope in Set(Self.pages.compactMap { if case .page(let scope?) = $0.access { scope } else { nil } }) {
            let visitor = try await Visitor.loggedIn(to: shop, scopes: Set(Scope.allCases).subtracting([scope]))
            let token = try await visitor.formToken()
            for route in Self.pages where route.access == .page(scope) {
                let answer =
                    route.method == "GET"
                    ? try await visitor.get(Self.path(route))
                    : try await visitor.submit(Self.path(route), token: token)
                #expect(answer.status == 403, "\(route)")
                #expect(answer.body.contains("lacks the scope \(scope.rawValue)"), "\(route)")
            }
        }
        await shop.close()
    }

    @Test func refusesEveryFormWithoutTheTokenOfTheLogin() async throws {
        let shop = try await Shop.open()
        let (visitor, other) = (try await Visitor.loggedIn(to: shop), try await Visitor.loggedIn(to: shop))
        let foreign = try await other.formToken()
        let own = try await visitor.formToken()
        #expect(foreign != own)
        for route in Self.pages where route.method == "POST" {
            for token in ["", "wrong", foreign] {
                let answer = try await visitor.submit(Self.path(route), token: token)
                #expect(answer.status == 403, "\(route) \(token)")
            }
            let missing = try await visitor.send(.post, Self.path(route), body: "a=b")
            #expect(missing.status == 403, "\(route)")
        }
        #expect(try await visitor.get("/operator").status == 200)
        await shop.close()
    }

    @Test func refusesEveryFormOfAnotherSiteEvenWithTheToken() async throws {
        let shop = try await Shop.open()
        var visitor = try await Visitor.loggedIn(to: shop)
        let token = try await visitor.formToken()
        for (site, origin) in [("cross-site", "https://evil.example"), ("same-site", "http://localhost:8443")] {
            visitor.site = site
            visitor.origin = origin
            for route in Self.pages where route.method == "POST" {
                #expect(try await visitor.submit(Self.path(route), token: token).status == 403, "\(route)")
            }
        }
        await shop.close()
    }

    @Test func showsOnlyWhatTheScopesAllow() async throws {
        let shop = try await Shop.open()
        let nobody = try await Visitor.loggedIn(to: shop, scopes: [])
        let overview = try await nobody.get("/operator").body
        for hidden in ["Hall", "Ledger", "Sales", "Money by asset"] { #expect(!overview.contains(hidden), "\(hidden)") }
        let reader = try await Visitor.loggedIn(to: shop, scopes: [.placesRead])
        let place = try await reader.get("/operator/places/hall")
        #expect(place.status == 200)
        #expect(!place.body.contains("Save the counts"))
        #expect(!place.body.contains("Close the place"))
        await shop.close()
    }

    @Test func keepsBrowsersCareful() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        for path in ["/operator", "/operator/sales", "/login"] {
            let answer = path == "/login" ? try await Visitor(shop).get(path) : try await visitor.get(path)
            let policy = answer.headers[.contentSecurityPolicy] ?? ""
            #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
            #expect(!policy.contains("unsafe"))
            #expect(answer.headers[.cacheControl] == "no-store")
            #expect(
                !answer.body.contains("<script>") && !answer.body.contains(" style=")
                    && !answer.body.contains(" onclick")
            )
        }
        await shop.close()
    }
}
