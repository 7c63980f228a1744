import Testing

@testable import Coordinator

@Suite("LaneChange")
struct LaneChangeTests {
    private func units(_ shop: Shop) async throws -> [Int64] {
        struct Place: Decodable {
            struct Lane: Decodable { let count: Int64 }
            let lanes: [Lane]
            let currency: String
        }
        let place = try await shop.get("/v1/places/hall").json(Place.self)
        #expect(place.currency == "EUR", "prices are in minor units of it")
        return place.lanes.map(\.count)
    }

    @Test func countIsWhatIsThereAndAddedComesOnTop() async throws {
        let shop = try await Shop.open(stock: 3)
        _ = try await shop.order()
        try await shop.put("/v1/places/hall/lanes/A", body: #"{"added":5}"#)
        #expect(try await units(shop) == [8])
        try await shop.put("/v1/places/hall/lanes/A", body: #"{"added":0}"#)
        #expect(try await units(shop) == [8])
        try await shop.put("/v1/places/hall/lanes/A", body: #"{"count":2}"#)
        #expect(try await units(shop) == [2])
        await shop.close()
    }

    @Test(arguments: [
        #"{"added":-1}"#, #"{"added":100000}"#, #"{"added":9223372036854775807}"#, #"{"count":1,"added":1}"#,
        #"{"count":-1}"#, #"{"count":100001}"#,
    ])
    func whatALaneCantHoldIsRefusedAndChangesNothing(body: String) async throws {
        let shop = try await Shop.open(stock: 3)
        let answer = try await shop.send(.put, "/v1/places/hall/lanes/A", body: body, token: shop.token)
        #expect(answer.code == "invalid")
        #expect(try await units(shop) == [3])
        await shop.close()
    }
}
