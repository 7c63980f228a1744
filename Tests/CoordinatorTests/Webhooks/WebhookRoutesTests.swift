import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Webhook routes")
struct WebhookRoutesTests {
    private struct List: Decodable { let webhooks: [WebhookShop.View] }

    private static let body = #"{"name":"till","url":"https://example.com/hooks","kinds":["sale.*"]}"#

    @Test func showTheSecretOnceAndTheRestAlways() async throws {
        let shop = try await Shop.open()
        let made = try await shop.post("/v1/webhooks", body: Self.body)
        #expect(made.status == 201)
        let view = try made.json(WebhookShop.View.self)
        #expect(made.location == "/v1/webhooks/\(view.id)")
        #expect(try WebhookShop.secret(#require(view.secret)).bytes.count == 32)
        let shown = try await shop.get("/v1/webhooks/\(view.id)")
        #expect(shown.status == 200 && !shown.body.contains("whsec_") && shown.body.contains("sale.*"))
        let list = try await shop.get("/v1/webhooks")
        #expect(try list.json(List.self).webhooks.map(\.id) == [view.id] && !list.body.contains("whsec_"))
        // Nor do the logs hold it, or the path behind the host.
        let events = try await shop.get("/v1/events?limit=500&kind=webhook.*").body
        #expect(events.contains("example.com") && !events.contains("whsec_") && !events.contains("/hooks"))
        await shop.close()
    }

    @Test func theSameKeyMakesOne() async throws {
        let shop = try await Shop.open()
        func make(_ body: String) async throws -> Shop.Answer {
            try await shop.send(.post, "/v1/webhooks", body: body, token: shop.token, key: "key-12345678")
        }
        let (first, second) = (try await make(Self.body), try await make(Self.body))
        #expect(first.status == 201 && first.body == second.body)
        #expect(try await make(Self.body.replacing("till", with: "other")).code == "keyReused")
        #expect(try await shop.get("/v1/webhooks").json(List.self).webhooks.count == 1)
        await shop.close()
    }

    @Test func changeAndRemove() async throws {
        let shop = try await Shop.open()
        let id = try await shop.post("/v1/webhooks", body: Self.body).json(WebhookShop.View.self).id
        let path = "/v1/webhooks/\(id)"
        try await shop.put(path, body: #"{"url":"https://other.example.com/","kinds":["*"]}"#)
        #expect(try await shop.get(path).body.contains("other.example.com"))
        #expect(try await shop.post(path + "/pause", body: "").json(WebhookShop.View.self).state == "paused")
        #expect(try await shop.post(path + "/resume", body: "").json(WebhookShop.View.self).state == "active")
        #expect(try await shop.send(.delete, path, token: shop.token).status == 204)
        #expect(try await shop.get(path).code == "notFound")
        #expect(try await shop.send(.delete, path, token: shop.token).code == "notFound")
        let acts = try await shop.coordinator.runtime.view { try AuditLog.read(after: 0, limit: 1_000, in: $0) }
            .map { String(decoding: $0.entry, as: UTF8.self) }.filter { $0.contains(id) }
        #expect(acts.count == 5 && acts.allSatisfy { $0.contains(#""actor":"operator""#) })
        for (act, entry) in zip(["made", "changed", "paused", "resumed", "removed"], acts) {
            #expect(entry.contains(#""act":"\#(act)""#))
        }
        await shop.close()
    }

    @Test(arguments: [
        "{}", #"{"url":"https://example.com/"}"#, #"{"url":"https://example.com/","kinds":[]}"#,
        #"{"url":"https://example.com/","kinds":["sale.sold"]}"#, #"{"url":"https://example.com/","kinds":["sal*"]}"#,
        #"{"url":"https://example.com/","kinds":["nothing.*"]}"#, #"{"url":"http://example.com/","kinds":["*"]}"#,
        #"{"url":"https://10.0.0.1/","kinds":["*"]}"#, #"{"url":"https://a:b@example.com/","kinds":["*"]}"#,
        #"{"url":"https://example.com/","kinds":["*"],"after":"nonsense"}"#,
        #"{"url":"https://example.com/","kinds":["*"],"after":"AQAAAAAAAP__"}"#,
        #"{"url":"https://example.com/","kinds":["*"],"name":""}"#,
    ])
    func refuseWhatMakesNoSense(_ body: String) async throws {
        let shop = try await Shop.open()
        let answer = try await shop.post("/v1/webhooks", body: body)
        #expect(answer.status == 400, "\(answer.body)")
        #expect(try await shop.get("/v1/webhooks").json(List.self).webhooks.isEmpty)
        await shop.close()
    }

    @Test func thereAreNotTooMany() async throws {
        let shop = try await Shop.open()
        try await shop.coordinator.runtime.perform { work in
            let change = WebhookChange(name: "x", url: "https://example.com/", filter: .all)
            for _ in 0..<WebhookRepository.most {
                _ = try WebhookRepository.add(change, owner: Owner.operator, position: 0, in: work)
            }
        }
        #expect(try await shop.post("/v1/webhooks", body: Self.body).code == "conflict")
        await shop.close()
    }

    @Test func aTestSaysWhatCameBack() async throws {
        struct Tested: Decodable {
            let answer: String
            let status: Int?
        }
        // The receiver is the coordinator itself: nothing but the configuration keeps others from asking for that.
        let shop = try await Shop.open { $0.webhooks.allowPrivate = true }
        let port = try BoundPort()
        let body = #"{"url":"http://127.0.0.1:\#(port.number)/","kinds":["*"]}"#
        let id = try await shop.post("/v1/webhooks", body: body).json(WebhookShop.View.self).id
        let answer = try await shop.post("/v1/webhooks/\(id)/test", body: "").json(Tested.self)
        #expect(answer.status == nil && answer.answer.hasPrefix("no answer: "))
        await shop.close()
    }
}
