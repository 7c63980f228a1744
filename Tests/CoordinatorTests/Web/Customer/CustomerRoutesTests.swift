import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Customer pages")
struct CustomerRoutesTests {
    private func order(_ shop: Shop) async throws -> (path: String, form: String) {
        let page = try await shop.send(.get, "/m/hall")
        let key = try #require(page.body.firstMatch(of: /name="key" value="([^"]+)"/)?.1)
        let form = "key=\(key)&rail=sandbox&selection=a1"
        let bought = try await shop.send(.post, "/m/hall/orders", body: form)
        #expect(bought.status == 303)
        return (try #require(bought.location), form)
    }

    @Test func sellWithoutAScript() async throws {
        let shop = try await Shop.open()
        let index = try await shop.send(.get, "/")
        #expect(index.body.contains(#"href="/m/hall""#))
        let page = try await shop.send(.get, "/m/hall")
        #expect(page.status == 200)
        #expect(page.body.contains("PLAY MONEY"))
        #expect(page.body.contains("€1.50"))
        let (location, form) = try await order(shop)
        #expect(try await shop.send(.post, "/m/hall/orders", body: form).location == location)
        let order = try await shop.send(.get, location)
        #expect(order.body.contains("Pay with play money"))
        #expect(order.body.contains(#"<noscript><meta http-equiv="refresh" content="10"></noscript>"#))
        #expect(try await shop.send(.post, location + "/play-money", body: "").status == 303)
        #expect(try await shop.send(.post, location + "/play-money", body: "").status == 303)
        try await shop.settle()
        let sale = try #require(shop.machines.deliveries.first?.sale)
        try await shop.report(.finished, try await shop.coordinator.orders.find(sale))
        let delivered = try await shop.send(.get, location).body
        #expect(delivered.contains("Enjoy!"))
        #expect(!delivered.contains("http-equiv"))
        #expect(try await shop.balance(.sales) == 150)
        await shop.close()
    }

    @Test func speakTheCustomersLanguage() async throws {
        let shop = try await Shop.open()
        let german = try await shop.send(.get, "/m/hall", languages: "de-AT,de;q=0.9,en;q=0.5")
        #expect(german.body.contains(#"<html lang="de">"#))
        #expect(german.body.contains("Kaufen: Crisps, 1,50\u{A0}€"))
        #expect(german.cookie == nil)
        let switched = try await shop.send(.get, "/m/hall?lang=en", languages: "de")
        #expect(switched.body.contains(#"<html lang="en">"#))
        #expect(switched.cookie?.hasPrefix("language=en; Path=/; ") == true)
        #expect(try await shop.send(.get, "/m/hall?lang=xx").cookie == nil)
        let problem = try await shop.send(.get, "/m/nowhere", languages: "de")
        #expect(problem.status == 404)
        #expect(problem.body.contains("Hier ist nichts"))
        await shop.close()
    }

    @Test func saySoWhenNothingCanBeBought() async throws {
        let shop = try await Shop.open(stock: 0)
        let page = try await shop.send(.get, "/m/hall").body
        #expect(page.contains("This item is sold out."))
        #expect(!page.contains(#"name="selection""#))
        let refused = try await shop.send(.post, "/m/hall/orders", body: "selection=a1")
        #expect(refused.status == 409)
        #expect(refused.type.hasPrefix("text/html"))
        #expect(refused.body.contains("Sold out"))
        #expect(try await shop.send(.get, "/m/nowhere").status == 404)
        #expect(try await shop.send(.post, "/m/hall/orders", body: "%zz").status == 400)
        #expect(try await shop.send(.post, "/m/hall/orders", body: "").status == 400)
        let name = #"{"name":"Hall","open":false,"selections":[]}"#
        try await shop.put("/v1/places/hall", body: name)
        #expect(try await shop.send(.get, "/m/hall").body.contains("Nothing is sold here right now."))
        #expect(try await shop.send(.get, "/").body.contains("no place that sells"))
        await shop.close()
    }

    @Test func sayThatTheMachineIsAway() async throws {
        let shop = try await Shop.open()
        shop.machines.readiness.connected = false
        let page = try await shop.send(.get, "/m/hall").body
        #expect(page.contains("not reachable right now"))
        #expect(!page.contains(#"name="selection""#))
        let refused = try await shop.send(.post, "/m/hall/orders", body: "selection=a1", languages: "de")
        #expect(refused.status == 409)
        #expect(refused.body.contains("gerade nicht erreichbar"))
        await shop.close()
    }

    @Test func countTheLastUnits() async throws {
        let shop = try await Shop.open(stock: 2)
        #expect(try await shop.send(.get, "/m/hall").body.contains("Only 2 left"))
        _ = try await shop.order()
        #expect(try await shop.send(.get, "/m/hall").body.contains("Last one"))
        await shop.close()
    }

    @Test func escapeWhateverAPersonWrote() async throws {
        let shop = try await Shop.open()
        let name = #"<script>alert(1)</script>&\"'"#
        let body = #"{"name":"\#(name)","selections":[{"id":"a1","name":"\#(name)","lane":"A","price":"5"}]}"#
        try await shop.put("/v1/places/hall", body: body)
        for path in ["/", "/m/hall", "/m/hall/poster", "/m/hall/qr.svg"] {
            let page = try await shop.send(.get, path).body
            #expect(!page.contains("<script>alert"), "\(path)")
            #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;"), "\(path)")
        }
        let order = try await shop.order()
        let page = try await shop.send(.get, "/o/\(order.id)").body
        #expect(!page.contains("<script>alert"))
        #expect(page.contains("&lt;script&gt;alert(1)"))
        let unknown = try await shop.send(.get, "/m/%3Cscript%3E")
        #expect(!unknown.body.contains("<script>"))
        let back = try await shop.send(.post, "/m/%22%3E%3Cscript%3E/orders", body: "selection=a1")
        #expect(!back.body.contains("<script>"))
        await shop.close()
    }

    @Test func drawTheCodeForTheMachinesFront() async throws {
        let shop = try await Shop.open()
        let svg = try await shop.send(.get, "/m/hall/qr.svg")
        #expect(svg.type == "image/svg+xml")
        #expect(svg.body.hasPrefix("<svg xmlns="))
        let path = try QRCode("http://localhost:8443/m/hall").path
        #expect(svg.body.contains(path))
        #expect(try await shop.send(.get, "/m/hall/poster").body.contains(path))
        #expect(try await shop.send(.get, "/m/nowhere/qr.svg").status == 404)
        await shop.close()
    }

    @Test func askForNoMoneyThatWouldComeTooLate() async throws {
        let shop = try await Shop.open()
        let (location, _) = try await order(shop)
        #expect(try await shop.send(.get, location).body.contains("<svg class=\"code\""))
        shop.clock.advance(milliseconds: shop.configuration.sales.quoteSeconds * 1_000)
        // The sale's own clock has not run yet.
        let page = try await shop.send(.get, location).body
        #expect(!page.contains("<svg class=\"code\""))
        #expect(!page.contains("PLAY-MONEY-"))
        await shop.close()
    }
}
