import Passport
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Parties")
struct PartyRoutesTests {
    @Test func areListedChangedAndRevoked() async throws {
        try await Workshop.run { workshop in
            let shop = workshop.shop
            let list = try JSONValue(parsing: Array(try await shop.get("/v1/parties?limit=1").body.utf8))
            #expect(list["parties"]?.elements?.first?["id"]?.string == "maker")
            let next = try #require(list["next"]?.string)
            let rest = try JSONValue(parsing: Array(try await shop.get("/v1/parties?cursor=\(next)").body.utf8))
            #expect(rest["parties"]?.elements?.count == 1 && rest["next"] == nil)

            // A new key takes the place of the one before.
            try await workshop.allow("repairer", workshop.bob, [.repair], elements: [])
            #expect(try await workshop.enter(.repair, by: workshop.repairer).status == 403)
            #expect(try await workshop.enter(.repair, by: workshop.bob).status == 201)
            #expect(try await shop.send(.delete, "/v1/parties/repairer", token: shop.token).status == 204)
            #expect(try await shop.send(.delete, "/v1/parties/repairer", token: shop.token).status == 204)
            let revoked = try JSONValue(parsing: Array(try await shop.get("/v1/parties/repairer").body.utf8))
            #expect(revoked["revokedAt"]?.integer != nil)
            #expect(try await shop.send(.delete, "/v1/parties/nobody", token: shop.token).status == 404)
        }
    }

    @Test func wrongOnesAreRefused() async throws {
        try await Workshop.run { workshop in
            let key = Workshop.name(workshop.maker)
            let bodies = [
                (#"{"name":"x","key":"\#(key)","mayEnter":["repair"]}"#, 409),
                (#"{"name":"x","key":"did:web:example.com","mayEnter":["repair"]}"#, 400),
                (#"{"name":"x","key":"\#(Workshop.name(workshop.ada))","mayEnter":["theft"]}"#, 400),
                (#"{"name":"","key":"\#(Workshop.name(workshop.ada))","mayEnter":[]}"#, 400),
                (#"{"name":"x","mayEnter":[]}"#, 400),
            ]
            for (body, status) in bodies {
                let answer = try await workshop.shop.send(
                    .put,
                    "/v1/parties/other",
                    body: body,
                    token: workshop.shop.token
                )
                #expect(answer.status == status, "\(body): \(answer.body)")
            }
            #expect(try await workshop.shop.send(.get, "/v1/parties").status == 401)
        }
    }
}
