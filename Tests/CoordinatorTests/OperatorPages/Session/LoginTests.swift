import Database
import HTTPTypes
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Login")
struct LoginTests {
    private func events(_ shop: Shop, _ kind: EventKind) async throws -> [EventSearch.Found] {
        try await shop.coordinator.runtime.view { work in
            var search = EventSearch()
            search.kind = kind.rawValue
            return try search.newest(limit: 100, in: work)
        }
    }

    @Test func turnsATokenIntoACookieThatOnlyTheBrowserKnows() async throws {
        let shop = try await Shop.open()
        var visitor = Visitor(shop)
        let answer = try await visitor.logIn(" \(shop.token)\n", next: "/operator/sales?place=hall")
        #expect(answer.status == 303)
        #expect(answer.location == "/operator/sales?place=hall")
        let cookie = try #require(visitor.cookie)
        #expect(answer.setCookie?.hasSuffix("; Path=/; HttpOnly; SameSite=Strict") == true)
        #expect(!cookie.contains(shop.token))
        let row = try await shop.coordinator.runtime.view { try $0.transaction.first("SELECT * FROM web_session") }
        let secret = String(cookie.drop { $0 != "=" }.dropFirst())
        #expect(secret.utf8.count == 43)
        #expect(try #require(row).text("digest") == Fingerprint.sha256(Array(secret.utf8)))
        #expect(try await visitor.get("/operator").status == 200)
        #expect(try await events(shop, .sessionStarted).first?.data.contains(#""by":"operator""#) == true)
        await shop.close()
    }

    /// The first token is not a list of scopes but all of them, those of later versions too.
    @Test func mayDoWhatTheTokenMay() async throws {
        let shop = try await Shop.open()
        var visitor = Visitor(shop)
        try await visitor.logIn(shop.token)
        #expect(try await visitor.get("/operator/places").status == 200)
        #expect(try await visitor.get("/operator").body.contains("Waiting for you"))
        let reader = try await Visitor.loggedIn(to: shop, scopes: [.salesRead])
        #expect(try await reader.get("/operator/sales").status == 200)
        #expect(try await reader.get("/operator/places").status == 403)
        await shop.close()
    }

    @Test func refusesAWrongTokenInPlainWords() async throws {
        let shop = try await Shop.open()
        var visitor = Visitor(shop)
        for (token, status) in [("", 400), ("mm_wrong", 401), (String(repeating: "x", count: 5_000), 401)] {
            let answer = try await visitor.logIn(token)
            #expect(answer.status == status)
            #expect(answer.setCookie == nil)
            #expect(answer.body.contains(#"role="alert""#))
        }
        #expect(try await visitor.logIn("mm_wrong").body.contains("This token is not known here, or it was revoked."))
        #expect(try await events(shop, .loginRefused).count == 3)
        await shop.close()
    }

    @Test func slowsGuessersDown() async throws {
        let shop = try await Shop.open()
        var visitor = Visitor(shop)
        for _ in 0..<10 { #expect(try await visitor.logIn("mm_wrong").status == 401) }
        let refused = try await visitor.logIn("mm_wrong")
        #expect(refused.status == 429)
        #expect(refused.headers[.retryAfter] == "30")
        #expect(try await visitor.logIn(shop.token).status == 429)
        shop.clock.advance(milliseconds: 30_000)
        #expect(try await visitor.logIn(shop.token).status == 303)
        await shop.close()
    }

    @Test func refusesAFormOfAnotherSite() async throws {
        let shop = try await Shop.open()
        var visitor = Visitor(shop)
        visitor.site = "cross-site"
        visitor.origin = "https://evil.example"
        let answer = try await visitor.logIn(shop.token)
        #expect(answer.status == 403)
        #expect(answer.setCookie == nil)
        await shop.close()
    }

    @Test func neverLeadsElsewhere() async throws {
        let shop = try await Shop.open()
        var visitor = Visitor(shop)
        #expect(try await visitor.logIn(shop.token, next: "//evil.example/operator").location == "/operator")
        #expect(try await visitor.get("/login?next=//evil.example").location == "/operator")
        await shop.close()
    }

    @Test func isAskedForByEveryPageAndComesBackToIt() async throws {
        let shop = try await Shop.open()
        let visitor = Visitor(shop)
        let answer = try await visitor.get("/operator/sales?place=hall")
        #expect(answer.status == 303)
        #expect(answer.location == "/login?next=%2Foperator%2Fsales%3Fplace%3Dhall")
        let page = try await visitor.get(try #require(answer.location))
        #expect(page.body.contains(#"name="next" value="/operator/sales?place=hall""#))
        await shop.close()
    }

    @Test func endsByLogout() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        let answer = try await visitor.submit("/logout")
        #expect(answer.location == "/login")
        #expect(answer.setCookie?.contains("Max-Age=0") == true)
        #expect(try await visitor.get("/operator").location?.hasPrefix("/login") == true)
        #expect(try await events(shop, .sessionEnded).first?.data.contains(#""by":"ada""#) == true)
        await shop.close()
    }

    @Test func endsWithItsToken() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        try await shop.coordinator.runtime.perform {
            _ = try $0.transaction.execute("UPDATE api_token SET revoked_at = 1", [:])
        }
        #expect(try await visitor.get("/operator").location?.hasPrefix("/login") == true)
        await shop.close()
    }

    @Test func endsWhenNobodyUsesItAndNotWhileSomebodyDoes() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        let rule = SessionRule()
        shop.clock.advance(milliseconds: (rule.idleSeconds - 1) * 1_000)
        #expect(try await visitor.get("/operator").status == 200)
        shop.clock.advance(milliseconds: (rule.idleSeconds - 1) * 1_000)
        #expect(try await visitor.get("/operator").status == 200)
        shop.clock.advance(milliseconds: rule.idleSeconds * 1_000)
        #expect(try await visitor.get("/operator").status == 303)
        await shop.close()
    }

    @Test func endsAtLastHoweverMuchItIsUsed() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        for _ in 0..<11 {
            shop.clock.advance(milliseconds: 3_600_000)
            #expect(try await visitor.get("/operator").status == 200)
        }
        shop.clock.advance(milliseconds: 3_600_000)
        #expect(try await visitor.get("/operator").status == 303)
        await shop.close()
    }

    @Test func survivesARestart() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        try await shop.restart()
        #expect(try await visitor.get("/operator").status == 200)
        await shop.close()
    }
}
