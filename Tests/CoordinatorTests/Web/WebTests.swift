import Protocol
import Testing

@testable import Coordinator

@Suite("Pages")
struct WebTests {
    @Test func sellWithoutAScript() async throws {
        let shop = try await Shop.open()
        let index = try await shop.send(.get, "/")
        #expect(index.body.contains(#"<a href="/m/hall">Hall</a>"#))
        let page = try await shop.send(.get, "/m/hall")
        #expect(page.status == 200)
        #expect(page.body.contains("PLAY MONEY"))
        #expect(page.body.contains("1.50 EUR"))
        let key = try #require(page.body.firstMatch(of: /name="key" value="([^"]+)"/)?.1)
        let form = "selection=a1&rail=sandbox&key=\(key)"
        let bought = try await shop.send(.post, "/m/hall/orders", body: form)
        #expect(bought.status == 303)
        #expect(try await shop.send(.post, "/m/hall/orders", body: form).location == bought.location)
        let location = try #require(bought.location)
        let order = try await shop.send(.get, location)
        #expect(order.body.contains("Pay with play money"))
        #expect(try await shop.send(.post, location + "/play-money", body: "").status == 303)
        #expect(try await shop.send(.post, location + "/play-money", body: "").status == 303)
        try await shop.settle()
        let sale = try #require(shop.machines.deliveries.first?.sale)
        try await shop.report(.finished, try await shop.coordinator.orders.find(sale))
        #expect(try await shop.send(.get, location).body.contains("Delivered"))
        #expect(try await shop.balance(.sales) == 150)
        await shop.close()
    }

    @Test func showWhatIsSoldOut() async throws {
        let shop = try await Shop.open(stock: 0)
        #expect(try await shop.send(.get, "/m/hall").body.contains("This item is sold out."))
        let refused = try await shop.send(.post, "/m/hall/orders", body: "selection=a1")
        #expect(refused.status == 409)
        #expect(refused.type.hasPrefix("text/html"))
        #expect(try await shop.send(.get, "/m/nowhere").status == 404)
        #expect(try await shop.send(.post, "/m/hall/orders", body: "%zz").status == 400)
        await shop.close()
    }

    @Test func escapeWhateverAPersonWrote() async throws {
        let shop = try await Shop.open()
        let name = #"<script>alert(1)</script>&\"'"#
        let body = #"{"name":"\#(name)","selections":[{"id":"a1","name":"\#(name)","lane":"A","price":"5"}]}"#
        try await shop.put("/v1/places/hall", body: body)
        for path in ["/", "/m/hall"] {
            let page = try await shop.send(.get, path).body
            #expect(!page.contains("<script>alert"))
            #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;"))
        }
        let order = try await shop.order()
        #expect(try await !shop.send(.get, "/o/\(order.id)").body.contains("<script>alert"))
        let unknown = try await shop.send(.get, "/m/%3Cscript%3E")
        #expect(!unknown.body.contains("<script>"))
        await shop.close()
    }
}
