import Protocol
import TestSupport

@testable import Coordinator

/// A shop with a webhook and its receiver.
struct WebhookShop {
    struct View: Decodable {
        let id: String
        let state: String
        let cursor: String
        let attempts: Int64
        let nextAt: Int64?
        let lastAnswer: String?
        let deadLetters: Int64
        let secret: String?
    }

    struct Letters: Decodable {
        struct Letter: Decodable {
            let event: String
            let kind: String
            let attempts: Int64
            let retrying: Bool
        }

        let deadLetters: [Letter]
    }

    let shop: Shop
    let receiver = FakeReceiver()
    let id: String
    let secret: WebhookSecret

    static func open(kinds: String = #"["*"]"#) async throws -> WebhookShop {
        let shop = try await Shop.open(stock: 50)
        let answer = try await shop.post(
            "/v1/webhooks",
            body: #"{"name":"till","url":"https://example.com/hooks","kinds":\#(kinds)}"#
        )
        guard answer.status == 201 else { throw TestSupportError(answer.body) }
        let view = try answer.json(View.self)
        return try WebhookShop(shop: shop, id: view.id, secret: secret(view.secret ?? ""))
    }

    private init(shop: Shop, id: String, secret: WebhookSecret) {
        self.shop = shop
        self.id = id
        self.secret = secret
    }

    /// The bytes of a secret as a receiver is given it.
    static func secret(_ text: String) throws -> WebhookSecret {
        guard text.hasPrefix("whsec_") else { throw TestSupportError("\(text) is no secret") }
        let plain = text.dropFirst(6).replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        guard let bytes = Base64URL.decode(String(plain)) else { throw TestSupportError("\(text) is no secret") }
        return WebhookSecret(bytes: bytes)
    }

    var path: String { "/v1/webhooks/\(id)" }

    var sender: WebhookSender {
        WebhookSender(runtime: shop.coordinator.runtime, rule: WebhookRule(), poster: receiver)
    }

    @discardableResult
    func send() async throws -> Int { try await sender.runOnce() }

    func view() async throws -> View { try await shop.get(path).json(View.self) }

    func letters() async throws -> [Letters.Letter] {
        try await shop.get(path + "/dead-letters").json(Letters.self).deadLetters
    }

    @discardableResult
    func act(_ name: String, _ body: String = "{}") async throws -> Shop.Answer {
        let answer = try await shop.post("\(path)/\(name)", body: body)
        guard (200..<300).contains(answer.status) else { throw TestSupportError("\(name): \(answer.body)") }
        return answer
    }

    /// Something happens.
    func happen(_ kind: EventKind = .sightingUnknown, owner: String = Owner.operator) async throws {
        try await shop.coordinator.runtime.perform { try EventLog.append(kind, subject: "x", owner: owner, in: $0) }
    }

    /// The events of the log, all or after a cursor.
    func events(after cursor: String? = nil) async throws -> [EventLog.Event] {
        try await shop.coordinator.runtime.view { try EventLog.read(after: cursor, limit: 10_000, in: $0) }
    }
}
