import HTTPTypes
import Passport
import Protocol
import TestSupport

@testable import Coordinator

/// A coordinator with the passport of one piece, and keys of those who say what happens to it.
final class Workshop {
    static let piece = "https://id.gs1.org/01/09520123456788/21/S1"
    private static let content = """
        "economicOperatorId":"https://id.example.com/417/9520123456788","elements":{
        "batchNumber":{"value":"L1","tier":"public"},"stateOfHealth":{"value":100,"tier":"public"},
        "supplier":{"value":"Acme","tier":"owner"}}
        """

    let shop: Shop
    let maker = SigningKey()
    let repairer = SigningKey()
    let ada = SigningKey()
    let bob = SigningKey()

    private init(_ shop: Shop) { self.shop = shop }

    static func run(
        change: (inout CoordinatorConfiguration) -> Void = { _ in },
        _ body: (Workshop) async throws -> Void
    ) async throws {
        let workshop = Workshop(try await Shop.open(change: change))
        let shop = workshop.shop
        try await shop.put("/v1/products/09520123456788", body: #"{"name":"Pump P-40"}"#)
        try await workshop.make("/01/09520123456788/10/L1/21/S1")
        try await workshop.allow("maker", workshop.maker, LifeKind.allCases, elements: [])
        try await workshop.allow("repairer", workshop.repairer, [.inspection, .repair], elements: ["stateOfHealth"])
        try await body(workshop)
        await shop.close()
    }

    static func name(_ key: SigningKey) -> String { DecentralizedIdentifier.key(key.verifyingKey) }

    func make(_ path: String) async throws {
        let made = try await shop.post(
            "/v1/dpps",
            body: #"{"uniqueProductIdentifier":"https://id.gs1.org\#(path)",\#(Self.content)}"#
        )
        guard made.status == 201 else { throw TestSupportError("\(made.status): \(made.body)") }
    }

    func allow(_ id: String, _ key: SigningKey, _ kinds: [LifeKind], elements: [String]) async throws {
        let change = PartyChange(name: id, key: Self.name(key), mayEnter: kinds.map(\.rawValue), elements: elements)
        try await shop.put(
            "/v1/parties/\(id)",
            body: String(decoding: StrictJSON.encode(change), as: UTF8.self)
        )
    }

    func sign(
        _ kind: LifeKind,
        by key: SigningKey,
        of link: String = piece,
        to: SigningKey? = nil,
        update: PassportUpdate? = nil,
        as form: SignedCredential.Form = .token
    ) throws -> String {
        let now = shop.clock.wallMilliseconds
        let transfer = try to.map { try OwnershipTransfer(from: Self.name(key), to: Self.name($0)) }
        let event = try kind.event(of: DigitalLink(link), milliseconds: now, transfer: transfer)
        return try SignedCredential.sign(
            EventCredential(event, update: update).credential(issuer: Self.name(key)),
            as: form,
            with: key,
            created: UTCTime.text(milliseconds: now)
        )
    }

    func send(_ text: String, as form: SignedCredential.Form = .token) async throws -> Shop.Answer {
        try await shop.send(.post, "/v1/productEvents", body: text, headers: [.contentType: form.rawValue])
    }

    /// Signs and sends; the clock goes on, so that no two events are one.
    func enter(
        _ kind: LifeKind,
        by key: SigningKey,
        of link: String = piece,
        to: SigningKey? = nil,
        update: PassportUpdate? = nil
    ) async throws -> Shop.Answer {
        shop.clock.advance(milliseconds: 1_000)
        return try await send(sign(kind, by: key, of: link, to: to, update: update))
    }

    func read(_ path: String, token: String? = nil) async throws -> JSONValue {
        let answer = try await shop.send(.get, path, token: token)
        guard answer.status == 200 else { throw TestSupportError("\(answer.status): \(answer.body)") }
        return try JSONValue(parsing: Array(answer.body.utf8))
    }

    func events(token: String? = nil) async throws -> [JSONValue] {
        try await read("/v1/productEvents?product=\(Self.piece)", token: token)["productEvents"]?.elements ?? []
    }

    func passport() async throws -> JSONValue {
        try await read("/v1/dppsByProductId/\(Self.piece.replacing("/", with: "%2F"))")
    }
}
