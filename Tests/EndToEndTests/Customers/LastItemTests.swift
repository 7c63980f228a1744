import TestSupport
import Testing

/// Two customers at one machine.
@Suite("Two customers, end to end", .timeLimit(.minutes(2)))
struct LastItemTests {
    @Test func theLastItemIsSoldToOneOfTwo() async throws {
        var options = Stand.Options()
        options.stock = 1
        let stand = try await Stand.start(options)
        var orders: [String] = []
        // Six lanes are six races.
        for lane in 1...6 {
            async let first = stand.tryOrder("a\(lane)", key: "customer-one-lane-\(lane)")
            async let second = stand.tryOrder("a\(lane)", key: "customer-two-lane-\(lane)")
            let answers = try await [first, second]
            let losers = answers.filter { $0.status != 201 }
            orders += answers.filter { $0.status == 201 }.map { $0.json["id"].text }
            #expect(orders.count == lane, "\(answers.map(\.text))")
            #expect(losers.map(\.status) == [409])
            #expect(losers.map { $0.json["code"].text } == ["soldOut"])
            // What the customer reads.
            #expect(losers.allSatisfy { !$0.json["detail"].text.isEmpty })
            #expect(try await stand.lane("A\(lane)")["reserved"].integer == 1)
        }
        let id = try #require(orders.first)
        try await stand.pay(id)
        try await stand.customer(of: id, reads: "delivered")
        try await stand.sale(id) { $0["ending"].text == "captured" }
        let lane = try await stand.lane("A1")
        #expect(lane["count"].integer == 0)
        #expect(lane["reserved"].integer == 0)
        #expect(try await stand.tryOrder("a1").json["code"].text == "soldOut")
        #expect(try stand.firings() == 1)
        #expect(try await stand.ledgerFindings() == [])
    }
}
