import Database
import Protocol
import Testing

@testable import Coordinator

@Suite("Full disk")
struct DiskFullTests {
    @Test func isSaidClearlyLosesNothingAndPasses() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        let pages = try await shop.coordinator.runtime.view {
            try $0.transaction.first("SELECT page_count AS page_count FROM pragma_page_count")?.int64("page_count")
        }
        try await shop.restart(pages: (pages ?? 0) + 2)
        let body = #"{"name":"\#(String(repeating: "n", count: 80))","selections":[]}"#
        var refusal: Shop.Answer?
        for number in 0..<2_000 where refusal == nil {
            let answer = try await shop.send(.put, "/v1/places/p\(number)", body: body, token: shop.token)
            if answer.status != 200 { refusal = answer }
        }
        #expect(refusal?.status == 507)
        #expect(refusal?.code == "storageFull")
        // Reading still works, and what was accepted is there.
        #expect(try await shop.get("/v1/sales/\(order.id)").status == 200)
        #expect(try await shop.findings().isEmpty)
        try await shop.restart()
        #expect(try await shop.send(.put, "/v1/places/more", body: body, token: shop.token).status == 200)
        try await shop.report(.finished, order)
        #expect(try await shop.sale(order).state.ending == .captured)
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }
}
