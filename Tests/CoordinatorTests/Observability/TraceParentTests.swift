import Ledger
import Protocol
import Testing

@testable import Coordinator

@Suite("Trace of a sale")
struct TraceParentTests {
    private static let caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    @Test func isTheCallersFromOrderToBooks() async throws {
        let shop = try await Shop.open()
        let orders = shop.coordinator.orders
        let request = OrderRequest(place: "hall", selection: "a1")
        let order = try await orders.order(request, key: "key-of-the-order", traceparent: Self.caller)
        #expect(order.traceparent.hasPrefix("00-0af7651916cd43dd8448eb211c80319c-"))
        #expect(!order.traceparent.contains("b7ad6b7169203331"))
        try await shop.pay(order)
        try await shop.report(.finished, order)
        let transfers = try await shop.coordinator.runtime.view {
            try SQLLedgerStore($0.transaction).transfers(userData: order.id, limit: 10)
        }
        #expect(transfers.count >= 2 && transfers.allSatisfy { $0.traceparent == order.traceparent })
        // The same key is the same order, whatever trace the retry has.
        let again = try await orders.order(request, key: "key-of-the-order", traceparent: nil)
        #expect(again.traceparent == order.traceparent)
        await shop.close()
    }

    @Test func isItsOwnWhenTheCallersIsWrong() async throws {
        let shop = try await Shop.open()
        let request = OrderRequest(place: "hall", selection: "a1")
        let order = try await shop.coordinator.orders.order(request, key: nil, traceparent: "00-0af7-b7ad-01")
        #expect(TraceParent.isValid(order.traceparent) && !order.traceparent.contains("0af7-"))
        await shop.close()
    }
}
