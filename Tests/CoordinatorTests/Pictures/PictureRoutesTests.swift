import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

@testable import Coordinator

@Suite("Pictures of selections")
struct PictureRoutesTests {
    /// One pixel.
    private static let png: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
        6,
    ]
    private static let route = "/v1/places/hall/selections/a1/picture"

    private func put(_ shop: Shop, _ bytes: [UInt8], route: String = route) async throws -> Int {
        let token = shop.token
        return try await Application(router: shop.coordinator.router()).test(.router) { client in
            try await client.execute(
                uri: route,
                method: .put,
                headers: [.authorization: "Bearer \(token)"],
                body: ByteBuffer(bytes: bytes)
            ) { $0.status.code }
        }
    }

    @Test func areShownWhereverTheSelectionIs() async throws {
        let shop = try await Shop.open()
        #expect(try await shop.send(.get, "/m/hall").body.contains(#"<svg class="picture"#))
        #expect(try await put(shop, Self.png) == 204)
        let page = try await shop.send(.get, "/m/hall").body
        let path = try #require(page.firstMatch(of: /<img class="picture" src="([^"]+)"/)?.1)
        #expect(path.contains(/^\/m\/hall\/pictures\/a1\.[0-9a-f]{12}$/))
        let picture = try await shop.send(.get, String(path))
        #expect(picture.status == 200)
        #expect(picture.type == "image/png")
        #expect(picture.cache.contains("immutable"))
        let order = try await shop.order()
        #expect(try await shop.send(.get, "/o/\(order.id)").body.contains(path))
        // The price list written anew keeps it.
        try await shop.put("/v1/places/hall", body: Shop.place)
        #expect(try await shop.send(.get, "/m/hall").body.contains(path))
        #expect(try await shop.send(.delete, Self.route, token: shop.token).status == 204)
        #expect(try await !shop.send(.get, "/m/hall").body.contains("<img"))
        #expect(try await shop.send(.get, String(path)).status == 404)
        await shop.close()
    }

    @Test func areRefusedWhenTheyAreNone() async throws {
        let shop = try await Shop.open()
        #expect(try await put(shop, Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8)) == 400)
        #expect(try await put(shop, []) == 400)
        #expect(try await put(shop, Array("RIFF1234AVI ".utf8)) == 400)
        #expect(try await put(shop, Self.png + [UInt8](repeating: 0, count: SelectionPicture.maximumBytes)) == 413)
        #expect(try await put(shop, Self.png, route: "/v1/places/hall/selections/zz/picture") == 404)
        #expect(try await put(shop, Self.png, route: "/v1/places/nowhere/selections/a1/picture") == 404)
        #expect(try await shop.send(.get, "/m/hall/pictures/a1.").status == 404)
        #expect(try await shop.send(.get, "/m/hall/pictures/a1.000000000000").status == 404)
        await shop.close()
    }

    @Test func areKnownByWhatTheyAre() throws {
        #expect(try SelectionPicture(Self.png).type == "image/png")
        #expect(try SelectionPicture([0xFF, 0xD8, 0xFF, 0xE0]).type == "image/jpeg")
        #expect(try SelectionPicture(Array("RIFF0000WEBPVP8 ".utf8)).type == "image/webp")
    }
}
