import Protocol
import Testing

@testable import Coordinator

@Suite("Sale search")
struct SaleSearchTests {
    private static func ids(_ shop: Shop, _ change: (inout SaleSearch) -> Void) async throws -> [String] {
        var search = SaleSearch()
        change(&search)
        let sent = search
        return try await shop.coordinator.runtime.view { try sent.page(in: $0) }.items.map(\.id)
    }

    @Test func findsByStateQueuePlaceMachineAndTime() async throws {
        let shop = try await Shop.open()
        let sold = try await shop.order()
        try await shop.pay(sold)
        try await shop.report(.finished, sold)
        try await shop.advance(seconds: 10)
        let owed = try await shop.order()
        try await shop.pay(owed)
        try await shop.refuse(.profileForbids, owed)
        #expect(try await Self.ids(shop) { _ in } == [owed.id, sold.id])
        #expect(try await Self.ids(shop) { $0.money = .captured } == [sold.id])
        #expect(try await Self.ids(shop) { $0.goods = .notStarted } == [owed.id])
        #expect(try await Self.ids(shop) { $0.queue = .refundsDue } == [owed.id])
        #expect(try await Self.ids(shop) { $0.queue = .inDoubt } == [])
        #expect(try await Self.ids(shop) { $0.place = "hall" } == [owed.id, sold.id])
        #expect(try await Self.ids(shop) { $0.place = "attic" } == [])
        #expect(try await Self.ids(shop) { $0.machine = Shop.machine } == [owed.id, sold.id])
        #expect(try await Self.ids(shop) { $0.from = owed.createdAt } == [owed.id])
        #expect(try await Self.ids(shop) { $0.to = owed.createdAt } == [sold.id])
        #expect(
            try await Self.ids(shop) {
                $0.from = sold.createdAt
                $0.to = sold.createdAt
            } == []
        )
        await shop.close()
    }

    @Test func findsByWhatAPersonHasInHand() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        let reference = try await shop.pay(order)
        try await shop.advance(seconds: 1)
        _ = try await shop.order()
        let sale = try await shop.sale(order)
        let trace = order.traceparent.split(separator: "-")[1]
        for text in [
            order.id, String(order.id.prefix(20)), sale.address ?? "", sale.command ?? "", reference,
            String(reference.prefix(5)), String(trace),
        ] where !text.isEmpty {
            #expect(try await Self.ids(shop) { $0.text = text }.contains(order.id), "\(text)")
        }
        #expect(try await Self.ids(shop) { $0.text = order.id } == [order.id])
        #expect(try await Self.ids(shop) { $0.text = "%" } == [])
        #expect(try await Self.ids(shop) { $0.text = "' OR 1=1 --" } == [])
        await shop.close()
    }

    @Test func pagesWithoutLosingOrRepeatingAny() async throws {
        let shop = try await Shop.open(stock: 7)
        for _ in 0..<7 {
            _ = try await shop.order()
            try await shop.advance(seconds: 1)
        }
        let all = try await Self.ids(shop) { _ in }
        var search = SaleSearch()
        search.limit = 3
        var seen: [String] = []
        repeat {
            let sent = search
            let page = try await shop.coordinator.runtime.view { try sent.page(in: $0) }
            #expect(page.items.count <= 3)
            seen += page.items.map(\.id)
            search.cursor = page.next
        } while search.cursor != nil
        #expect(all.count == 7)
        #expect(seen == all)
        await shop.close()
    }

    @Test(arguments: [
        "money=lots", "goods=", "queue=none", "from=-1", "from=yesterday", "to=999999999999999", "limit=0", "limit=501",
        "cursor=abc", "cursor=YWxhcm1zH2E",
    ])
    func refusesAQueryThatMeansNothing(_ query: String) async throws {
        let shop = try await Shop.open()
        let answer = try await shop.get("/v1/sales?\(query)")
        #expect(answer.code == "invalid")
        await shop.close()
    }
}
