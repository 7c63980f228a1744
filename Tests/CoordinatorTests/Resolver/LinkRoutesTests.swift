import Database
import Passport
import Protocol
import Testing

@testable import Coordinator

@Suite("Routes of links and delegations")
struct LinkRoutesTests {
    private struct Set: Decodable {
        let id: String
        let anchor: String
        let address: String
        let owner: String
        let version: Int64
        let removed: Bool
        let links: [ProductLink]
        let changedBy: String?
    }

    private struct Sets: Decodable {
        let links: [Set]
        let next: String?
    }

    private struct Versions: Decodable {
        let versions: [Set]
        let next: String?
    }

    private static func body(_ anchor: String?, _ href: String, isDefault: Bool = true) -> String {
        let anchor = anchor.map { #""anchor":"\#($0)","# } ?? ""
        let ending = isDefault ? #","default":true"# : ""
        return #"{\#(anchor)"links":[{"linkType":"gs1:pip","href":"\#(href)","title":"x"\#(ending)}]}"#
    }

    private static func open() async throws -> Shop { try await Shop.open { $0.resolver.root = ResolverStand.root } }

    @Test func keepEveryVersion() async throws {
        let shop = try await Self.open()
        let made = try await shop.post(
            "/v1/links",
            body: Self.body("https://x.example/a/01/09520123456788/", "https://e/1")
        )
        #expect(made.status == 201)
        let first = try made.json(Set.self)
        #expect(made.location == "/v1/links/\(first.id)" && first.version == 1 && first.owner == Owner.operator)
        #expect(first.anchor == "/01/09520123456788" && first.address == "https://id.example.com/01/09520123456788")
        let path = "/v1/links/\(first.id)"
        let second = try await shop.put(path, body: Self.body(nil, "https://e/2")).json(Set.self)
        #expect(second.version == 2 && second.links.map(\.href) == ["https://e/2"])
        #expect(try await shop.send(.delete, path, token: shop.token).status == 204)
        #expect(try await shop.get(path).status == 404)
        #expect(try await shop.send(.get, "/01/09520123456788").status == 404)
        let versions = try await shop.get("\(path)/versions?limit=2").json(Versions.self)
        #expect(versions.versions.map(\.version) == [3, 2] && versions.versions.map(\.removed) == [true, false])
        #expect(versions.versions.map(\.changedBy) == ["operator", "operator"])
        let cursor = try #require(versions.next)
        let rest = try await shop.get("\(path)/versions?cursor=\(cursor)").json(Versions.self)
        #expect(rest.versions.map(\.version) == [1] && rest.next == nil)
        #expect(try await shop.get("\(path)/versions/1").json(Set.self).links.map(\.href) == ["https://e/1"])
        #expect(try await shop.get("\(path)/versions/9").status == 404)
        // The same again is the same set, one version on.
        let again = try await shop.post("/v1/links", body: Self.body("/01/09520123456788", "https://e/4")).json(
            Set.self
        )
        #expect(again.id == first.id && again.version == 4)
        let kinds = try await shop.coordinator.runtime.view { work in
            try EventLog.read(after: nil, limit: 100, in: work).map(\.kind).filter { $0.hasPrefix("links.") }
        }
        #expect(kinds == ["links.made", "links.changed", "links.removed", "links.made"])
        let audited = try await shop.coordinator.runtime.view { try AuditLog.head(in: $0).sequence }
        #expect(audited >= 4)
        await #expect(throws: (any Error).self) {
            try await shop.coordinator.runtime.perform {
                try $0.transaction.execute("UPDATE link_set_version SET links = '[]'", [:])
            }
        }
        await #expect(throws: (any Error).self) {
            try await shop.coordinator.runtime.perform {
                try $0.transaction.execute("DELETE FROM link_set_version", [:])
            }
        }
        await shop.close()
    }

    @Test func areMadeOnceForOneKey() async throws {
        let shop = try await Self.open()
        let body = Self.body("/01/09520123456788", "https://e/1")
        let first = try await shop.send(.post, "/v1/links", body: body, token: shop.token, key: "links-0001")
        let second = try await shop.send(.post, "/v1/links", body: body, token: shop.token, key: "links-0001")
        #expect(first.status == 201 && second.status == 201 && first.body == second.body)
        #expect(try await shop.post("/v1/links", body: body).status == 409)
        await shop.close()
    }

    @Test func areListedByWhatTheyBelongTo() async throws {
        let shop = try await Self.open()
        for (number, anchor) in ["/01/09520123456788", "/01/09520123456788/10/L", "/01/09506000134352"].enumerated() {
            #expect(try await shop.post("/v1/links", body: Self.body(anchor, "https://e/\(number)")).status == 201)
        }
        let all = try await shop.get("/v1/links?limit=2").json(Sets.self)
        #expect(all.links.map(\.anchor) == ["/01/09506000134352", "/01/09520123456788"])
        let rest = try await shop.get("/v1/links?cursor=\(#require(all.next))").json(Sets.self)
        #expect(rest.links.map(\.anchor) == ["/01/09520123456788/10/L"])
        let some = try await shop.get("/v1/links?anchor=/01/09520123456788").json(Sets.self)
        #expect(some.links.map(\.anchor) == ["/01/09520123456788", "/01/09520123456788/10/L"])
        #expect(try await shop.get("/v1/links?anchor=/01/09520123456789").code == "invalid")
        await shop.close()
    }

    @Test func alwaysLeadSomewhere() async throws {
        let shop = try await Self.open()
        let lot = "/01/09520123456788/10/L"
        #expect(try await shop.post("/v1/links", body: Self.body(lot, "https://e/1", isDefault: false)).status == 400)
        let product = try await shop.post("/v1/links", body: Self.body("/01/09520123456788", "https://e/2"))
        #expect(try await shop.post("/v1/links", body: Self.body(lot, "https://e/1", isDefault: false)).status == 201)
        let path = try #require(product.location)
        #expect(try await shop.send(.delete, path, token: shop.token).status == 409)
        let without = Self.body(nil, "https://e/3", isDefault: false)
        #expect(try await shop.send(.put, path, body: without, token: shop.token).status == 400)
        #expect(try await shop.send(.get, lot).location == "https://e/2")
        await shop.close()
    }

    @Test func belongToOneOwner() async throws {
        let shop = try await Self.open()
        let scopes: Swift.Set<Scope> = [.linksRead, .linksWrite]
        let (brand, other) = try await shop.coordinator.runtime.perform { work in
            (
                try TokenBook().make(name: "brand", owner: "brand", scopes: scopes, in: work),
                try TokenBook().make(name: "other", owner: "other", scopes: scopes, in: work)
            )
        }
        let made = try await shop.send(
            .post,
            "/v1/links",
            body: Self.body("/01/09520123456788", "https://e/1"),
            token: brand
        )
        let path = try #require(made.location)
        #expect(try await shop.send(.get, path, token: brand).json(Set.self).owner == "brand")
        for (method, body) in [(.get, nil), (.put, Self.body(nil, "https://e/2")), (.delete, nil)]
            as [(Shop.Method, String?)]
        {
            #expect(try await shop.send(method, path, body: body, token: other).status == 404)
        }
        #expect(try await shop.send(.get, "\(path)/versions", token: other).status == 404)
        #expect(try await shop.send(.get, "/v1/links", token: other).json(Sets.self).links.isEmpty)
        let piece = Self.body("/01/09520123456788/21/1", "https://evil/")
        #expect(try await shop.send(.post, "/v1/links", body: piece, token: other).status == 409)
        #expect(try await shop.send(.post, "/v1/links", body: piece, token: brand).status == 201)
        await shop.close()
    }

    @Test func refuseWhatIsWrong() async throws {
        let shop = try await Self.open()
        for body in [
            Self.body("/01/09520123456789", "https://e/1"), Self.body("/01/09520123456788?17=271231", "https://e/1"),
            Self.body("/x/01/09520123456788", "https://e/1"), Self.body("/01/09520123456788", "e/1"),
            Self.body("/01/09520123456788", "javascript:alert(1)"), Self.body(nil, "https://e/1"),
            #"{"anchor":"/01/09520123456788","links":[]}"#,
            #"{"anchor":"/01/09520123456788","links":[{"linkType":"x y","href":"https://e/1","title":"x"}]}"#,
        ] {
            let answer = try await shop.post("/v1/links", body: body)
            #expect(answer.status == 400 && answer.code == "invalid", "\(body): \(answer.body)")
        }
        #expect(
            try await shop.post("/v1/links", body: Self.body("/01/09520123456789", "https://e/1")).body.contains(
                "at byte 17"
            )
        )
        await shop.close()
    }

    @Test func delegationsAreMadeChangedAndTakenBack() async throws {
        struct One: Decodable {
            let id: String
            let prefix: String
            let resolver: String
        }
        struct All: Decodable { let delegations: [One] }
        let shop = try await Self.open()
        let body = #"{"prefix":"9520123","resolver":"https://a.example/"}"#
        let made = try await shop.post("/v1/delegations", body: body)
        let path = try #require(made.location)
        #expect(try made.status == 201 && made.json(One.self).resolver == "https://a.example")
        #expect(try await shop.post("/v1/delegations", body: body).status == 409)
        let changed = try await shop.put(path, body: #"{"resolver":"https://b.example/r"}"#).json(One.self)
        #expect(changed.resolver == "https://b.example/r")
        #expect(try await shop.get(path).json(One.self).prefix == "9520123")
        #expect(try await shop.get("/v1/delegations").json(All.self).delegations.map(\.prefix) == ["9520123"])
        #expect(try await shop.send(.get, "/01/09520123456788").location == "https://b.example/r/01/09520123456788")
        #expect(try await shop.send(.delete, path, token: shop.token).status == 204)
        #expect(try await shop.send(.get, "/01/09520123456788").status == 404)
        #expect(try await shop.get(path).status == 404)
        for wrong in [#"{"prefix":"95","resolver":"https://a"}"#, #"{"prefix":"9520123","resolver":"a"}"#] {
            #expect(try await shop.post("/v1/delegations", body: wrong).status == 400, "\(wrong)")
        }
        await shop.close()
    }
}
