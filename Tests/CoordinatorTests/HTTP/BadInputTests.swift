import Testing

@testable import Coordinator

@Suite("Bad input")
struct BadInputTests {
    static let bodies = [
        "", "{", "null", "[]", "{}", #"{"place":"hall"}"#, #"{"place":1,"selection":"a1"}"#,
        #"{"place":"hall","selection":"a1",}"#, #"{"place":"hall","place":"hall","selection":"a1"}"#,
        String(repeating: "[", count: 5_000), "\u{0}", #"{"place":"hall","selection":"a1"}x"#,
    ]

    @Test(arguments: bodies)
    func isRefusedWithAProblem(_ body: String) async throws {
        let shop = try await Shop.open()
        let answer = try await shop.send(.post, "/v1/orders", body: body)
        #expect(answer.status == 400)
        #expect(answer.code == "invalid")
        #expect(answer.type == "application/problem+json")
        #expect(try await shop.stock().units.reserved == 0)
        await shop.close()
    }

    @Test func isRefusedWhenItIsHuge() async throws {
        let shop = try await Shop.open()
        let body = #"{"place":""# + String(repeating: "x", count: HTTPLimits.bodyBytes) + #""}"#
        let answer = try await shop.send(.post, "/v1/orders", body: body)
        #expect(answer.status == 413)
        #expect(answer.code == "limit")
        await shop.close()
    }

    @Test func leavesPlacesAsTheyAre() async throws {
        let shop = try await Shop.open()
        let before = try await shop.get("/v1/places/hall").body
        let bodies = [
            #"{"name":"","selections":[]}"#,
            #"{"name":"x","selections":[{"id":"A B","name":"n","lane":"A","price":"1"}]}"#,
            #"{"name":"x","selections":[{"id":"a","name":"n","lane":"A","price":"0"}]}"#,
            #"{"name":"x","selections":[{"id":"a","name":"n","lane":"A","price":"01"}]}"#,
            #"{"name":"x","selections":[{"id":"a","name":"n","lane":"A","price":"1.5"}]}"#,
            #"{"name":"x","selections":[{"id":"a","name":"n","lane":"A","price":"-5"}]}"#,
            #"{"name":"x","selections":[{"id":"a","name":"n","lane":"A","price":"9223372036854775807"}]}"#,
        ]
        for body in bodies {
            #expect(
                try await shop.send(.put, "/v1/places/hall", body: body, token: shop.token).status == 400,
                "\(body)"
            )
        }
        let lanes = [#"{"count":-1}"#, #"{"count":1000000}"#, #"{"count":"3"}"#]
        for body in lanes {
            let answer = try await shop.send(.put, "/v1/places/hall/lanes/A", body: body, token: shop.token)
            #expect(answer.status == 400, "\(body)")
        }
        #expect(try await shop.get("/v1/places/hall").body == before)
        await shop.close()
    }

    @Test func findsNothingAtUnknownAddresses() async throws {
        let shop = try await Shop.open()
        for path in ["/v2", "/v1/orders/" + String(repeating: "f", count: 32), "/v1/orders/%zz", "/../etc/passwd"] {
            let answer = try await shop.send(.get, path)
            #expect(answer.status == 404 || answer.status == 400, "\(path)")
            #expect(answer.code != nil, "\(path)")
        }
        await shop.close()
    }
}
