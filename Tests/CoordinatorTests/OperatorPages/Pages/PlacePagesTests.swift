import Protocol
import Testing

@testable import Coordinator

@Suite("Place pages")
struct PlacePagesTests {
    private func events(_ shop: Shop, _ kind: EventKind) async throws -> [String] {
        try await shop.coordinator.runtime.view { work in
            var search = EventSearch()
            search.kind = kind.rawValue
            return try search.newest(limit: 100, in: work).map(\.data)
        }
    }

    @Test func countTheStock() async throws {
        let shop = try await Shop.open(stock: 3)
        let visitor = try await Visitor.loggedIn(to: shop)
        let answer = try await visitor.submit("/operator/places/hall/stock", ["count-A": "7", "shown-A": "3"])
        #expect(answer.status == 303 && answer.location == "/operator/places/hall")
        #expect(try await shop.stock().units.stock == 7)
        #expect(try await visitor.get("/operator/places/hall").body.contains("1 lane is counted."))
        #expect(try await !visitor.get("/operator/places/hall").body.contains("1 lane is counted."))
        let told = try await events(shop, .stockChanged)
        #expect(told.first?.contains(#""by":"ada""#) == true && told.first?.contains(#""count":"7""#) == true)
        await shop.close()
    }

    @Test func leaveALaneAloneThatNobodyCounted() async throws {
        let shop = try await Shop.open(stock: 3)
        let visitor = try await Visitor.loggedIn(to: shop)
        // A unit was sold between opening the form and sending it.
        try await shop.put("/v1/places/hall/lanes/A", body: #"{"count":2}"#)
        _ = try await visitor.submit("/operator/places/hall/stock", ["count-A": "3", "shown-A": "3"])
        #expect(try await shop.stock().units.stock == 2)
        await shop.close()
    }

    @Test func keepWhatWasTypedWhenACountIsWrong() async throws {
        let shop = try await Shop.open(stock: 3)
        let visitor = try await Visitor.loggedIn(to: shop)
        for typed in ["seven", "-1", "100001"] {
            let answer = try await visitor.submit("/operator/places/hall/stock", ["count-A": typed, "shown-A": "3"])
            #expect(answer.status == 400)
            #expect(answer.body.contains(#"name="count-A" value="\#(typed)""#))
            #expect(answer.body.contains(#"role="alert""#))
        }
        #expect(try await shop.stock().units.stock == 3)
        await shop.close()
    }

    @Test func switchALaneAndClearItsFault() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        let path = "/operator/places/hall/lanes/A"
        _ = try await visitor.submit(path, ["action": "disable"])
        #expect(try await !shop.stock().isEnabled)
        _ = try await visitor.submit(path, ["action": "enable"])
        #expect(try await shop.stock().isEnabled)
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.report(.failed, order)
        #expect(try await visitor.get("/operator/places/hall").body.contains("Clear the fault"))
        _ = try await visitor.submit(path, ["action": "clear"])
        #expect(try await shop.stock().fault == nil)
        #expect(try await visitor.submit(path, ["action": "burn"]).status == 400)
        await shop.close()
    }

    @Test func changePrices() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        let page = try await visitor.get("/operator/places/hall/prices").body
        #expect(page.contains(#"name="price-0" value="1.50""#))
        let form = [
            "name": "Hall", "lines": "4", "id-0": "a1", "name-0": "Crisps", "lane-0": "A", "price-0": "1,80",
            "name-1": "Water", "lane-1": "B", "price-1": "2",
        ]
        #expect(try await visitor.submit("/operator/places/hall/prices", form).status == 303)
        let place = try await shop.coordinator.runtime.view { try PlaceRepository.get("hall", in: $0) }
        #expect(place.selections.map(\.price) == ["180", "200"])
        #expect(place.selections.map(\.id) == ["a1", "b"])
        #expect(place.isOpen)
        #expect(try await events(shop, .placeChanged).first?.contains(#""by":"ada""#) == true)
        await shop.close()
    }

    @Test func keepEveryLineWhenAPriceIsWrong() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        for price in ["0", "-1", "1.505", "free", "", "99999999999999999999"] {
            let form = [
                "name": "New name", "lines": "2", "id-0": "a1", "name-0": "Chips", "lane-0": "A", "price-0": price,
            ]
            let answer = try await visitor.submit("/operator/places/hall/prices", form)
            #expect(answer.status == 400, "\(price)")
            #expect(answer.body.contains(#"name="price-0" value="\#(price)""#), "\(price)")
            #expect(answer.body.contains(#"value="New name""#))
        }
        #expect(try await shop.get("/v1/places/hall").body.contains(#""price":"150""#))
        await shop.close()
    }

    @Test func makeAPlaceOnceHoweverOftenTheFormIsSent() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        let form = ["name": "Library", "slug": "library"]
        for _ in 0..<2 {
            let answer = try await visitor.submit("/operator/places", form)
            #expect(answer.status == 303 && answer.location == "/operator/places/library/prices")
        }
        #expect(try await events(shop, .placeCreated).count == 2)
        let taken = try await visitor.submit("/operator/places", ["name": "Other", "slug": "hall"])
        #expect(taken.status == 409 && taken.body.contains(#"value="Other""#))
        #expect(try await visitor.submit("/operator/places", ["name": "X", "slug": "No Slug"]).status == 400)
        await shop.close()
    }

    @Test func closeAndOpenAndAssign() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        _ = try await visitor.submit("/operator/places/hall/opening", ["open": "no"])
        #expect(try await shop.get("/v1/places/hall").body.contains(#""open":false"#))
        _ = try await visitor.submit("/operator/places/hall/opening", ["open": "yes"])
        #expect(try await shop.get("/v1/places/hall").body.contains(#""open":true"#))
        _ = try await visitor.submit("/operator/places/hall/machine", ["machine": ""])
        #expect(try await !shop.get("/v1/places/hall").body.contains(Shop.machine))
        _ = try await visitor.submit("/operator/places/hall/machine", ["machine": Shop.machine])
        #expect(try await shop.get("/v1/places/hall").body.contains(Shop.machine))
        #expect(try await visitor.submit("/operator/places/hall/machine", ["machine": "x"]).status == 400)
        await shop.close()
    }

    @Test func escapeWhateverAPersonWrote() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop, name: "<script>alert(1)</script>")
        let name = #"<script>alert(1)</script>&\"'"#
        let body = #"{"name":"\#(name)","selections":[{"id":"a1","name":"\#(name)","lane":"A","price":"5"}]}"#
        try await shop.put("/v1/places/hall", body: body)
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.report(.inDoubt, order)
        _ = try await visitor.submit(
            "/operator/sales/\(order.id)/resolve",
            ["outcome": "notDelivered", "note": "<script>alert(1)</script>"]
        )
        let paths = [
            "/operator", "/operator/places", "/operator/places/hall", "/operator/places/hall/prices",
            "/operator/sales", "/operator/sales/\(order.id)", "/operator/waiting", "/operator/alarms",
            "/operator/events", "/operator/ledger",
            "/operator/sales?text=%3Cscript%3Ealert(1)%3C/script%3E&from=%3Cscript%3Ealert(1)",
            "/operator/events?subject=%3Cscript%3Ealert(1)%3C/script%3E",
            "/operator/places/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        ]
        for path in paths {
            let page = try await visitor.get(path).body
            #expect(!page.contains("<script>"), "\(path)")
            #expect(page.contains("&lt;script&gt;alert(1)"), "\(path)")
        }
        await shop.close()
    }
}
