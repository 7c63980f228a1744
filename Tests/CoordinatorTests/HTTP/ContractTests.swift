import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Coordinator

@Suite("Request contract")
struct ContractTests {
    private static func send(
        _ shop: Shop,
        _ method: HTTPRequest.Method,
        _ path: String,
        _ headers: [HTTPField.Name: String] = [:],
        body: String = ""
    ) async throws -> (status: Int, headers: HTTPFields, text: String) {
        var fields = HTTPFields()
        fields[.authorization] = "Bearer \(shop.token)"
        for (name, value) in headers { fields[name] = value }
        let sent = fields
        return try await Application(router: shop.coordinator.router()).test(.router) { client in
            try await client.execute(uri: path, method: method, headers: sent, body: .init(string: body)) { response in
                (response.status.code, response.headers, String(buffer: response.body))
            }
        }
    }

    @Test func refusesMembersThatItDoesNotKnow() async throws {
        let shop = try await Shop.open()
        let answer = try await Self.send(shop, .put, "/v1/places/hall/lanes/A", body: #"{"enabeld":false}"#)
        #expect(answer.status == 400)
        #expect(answer.text.contains("/enabeld"))
        #expect(try await shop.stock().isEnabled)
        await shop.close()
    }

    @Test(arguments: [
        "palce=hall", "place=hall&place=attic", "limit=+5", "limit=05", "place=%ff", "place=%2", "cursor=!",
    ])
    func refusesAQueryThatItDoesNotKnow(_ query: String) async throws {
        let shop = try await Shop.open()
        let answer = try await Self.send(shop, .get, "/v1/sales?\(query)")
        #expect(answer.status == 400)
        await shop.close()
    }

    @Test func readsAQueryAsBrowsersWriteIt() throws {
        let query = try QueryFields("a=x+y&b=%2B&c&d=%2525&=1")
        #expect(query.fields.map(\.name) == ["a", "b", "c", "d", ""])
        #expect(query.fields.map(\.value) == ["x y", "+", "", "%25", "1"])
        #expect(throws: CoordinatorError(.invalid, "")) {
            try QueryFields(String(repeating: "a&", count: HTTPLimits.queryFields + 1))
        }
    }

    @Test func saysWhichMethodsAnAddressHas() async throws {
        let shop = try await Shop.open()
        let answer = try await Self.send(shop, .patch, "/v1/places/hall")
        #expect(answer.status == 405)
        #expect(answer.headers[.allow] == "DELETE, GET, HEAD, PUT")
        #expect(answer.headers[.contentType] == "application/problem+json")
        #expect(try await Self.send(shop, .patch, "/v1/nothing").status == 404)
        #expect(try await Self.send(shop, .get, "/v1/places/hall/machine").headers[.allow] == "PUT")
        #expect(try await Self.send(shop, .get, "/v1/machines/secrets").headers[.allow] == "POST", "no machine's name")
        await shop.close()
    }

    @Test func answersHeadAsGetWithoutTheContent() async throws {
        let shop = try await Shop.open()
        let head = try await Self.send(shop, .head, "/v1/places")
        #expect(head.status == 200 && head.text.isEmpty)
        #expect(try await shop.send(.get, "/v1/places").status == 401)
        #expect(try await Self.send(shop, .head, "/v1/places", [.authorization: "none"]).status == 401)
        await shop.close()
    }

    @Test func readsAndAnswersJSONOnly() async throws {
        let shop = try await Shop.open()
        let form = [HTTPField.Name.contentType: "application/x-www-form-urlencoded"]
        let order = #"{"place":"hall","selection":"a1"}"#
        #expect(try await Self.send(shop, .post, "/v1/orders", form, body: order).status == 415)
        let json = [HTTPField.Name.contentType: "Application/JSON; charset=utf-8"]
        #expect(try await Self.send(shop, .post, "/v1/orders", json, body: order).status == 201)
        for (accept, status) in [
            ("text/html", 406), ("application/json;q=0", 406), ("application/*", 200), ("text/html, */*;q=0.1", 200),
        ] {
            #expect(try await Self.send(shop, .get, "/v1/places", [.accept: accept]).status == status, "\(accept)")
        }
        // What has no content has no media type that could be wrong.
        try await shop.put("/v1/places/attic", body: #"{"name":"Attic","selections":[]}"#)
        #expect(try await Self.send(shop, .delete, "/v1/places/attic", [.accept: "application/json"]).status == 204)
        await shop.close()
    }

    @Test func namesTheTypeOfEveryProblemAndHowToAuthenticate() async throws {
        let shop = try await Shop.open()
        let unknown = try await Self.send(shop, .get, "/v1/places", [.authorization: "Bearer nobody-has-this-one"])
        #expect(unknown.status == 401)
        #expect(unknown.headers[.wwwAuthenticate] == "Bearer")
        #expect(unknown.text.contains(#""type":"urn:problem-type:mintmark:unauthorised""#))
        let challenge = try await Self.send(shop, .post, "/v1/agent/session")
        #expect(challenge.status == 401)
        #expect(challenge.headers[.wwwAuthenticate] == "Bearer")
        #expect(challenge.text.contains("nonce"))
        await shop.close()
    }

    @Test(arguments: ["short", String(repeating: "k", count: 101), "with a space"])
    func refusesAnIdempotencyKeyOfAnotherForm(_ key: String) async throws {
        let shop = try await Shop.open()
        let order = #"{"place":"hall","selection":"a1"}"#
        #expect(try await Self.send(shop, .post, "/v1/orders", [.idempotencyKey: key], body: order).status == 400)
        #expect(try await shop.stock().units.reserved == 0)
        await shop.close()
    }
}
