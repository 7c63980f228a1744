import TestSupport
import Testing

/// The node and the coordinator die in the middle of payments. Nothing is lost and nothing is vended twice.
@Suite("Litecoin and dead programs, end to end", .serialized, .litecoinTown, .timeLimit(.minutes(4)))
struct LitecoinCrashTests {
    private let town: LitecoinTown
    private var stand: Stand { town.stand }
    private var node: Litecoind { town.node }

    init() throws {
        town = try #require(LitecoinTown.current)
    }

    @Test func whatWasMinedWhileTheCoordinatorWasDeadIsVendedOnce() async throws {
        let (id, payment) = try await town.orderAndPay("a1")
        try await stand.killCoordinator()
        try await town.killNode()
        try await town.restartNode(holding: payment)
        try await node.mine()
        #expect(try stand.firings() == 0)
        try await stand.startCoordinator()
        try await expectVended(id, lane: "A1")
        // It dies once more, and reads the whole story again from its cursor.
        try await stand.killCoordinator()
        try await stand.startCoordinator()
        try await node.mine()
        try await stand.sale(id) { $0["payments"].list.first?["confirmations"].text == "2" }
        try await expectVended(id, lane: "A1")
    }

    @Test func aDeadNodeStopsSellingAndLosesNoPayment() async throws {
        let (id, payment) = try await town.orderAndPay("a2")
        try await town.killNode()
        let refusal = try await stand.patient { [stand] in
            let answer = try await stand.tryOrder("a3")
            guard answer.status != 201 else { throw TestSupportError("it still takes orders: \(answer.text)") }
            return answer
        }
        #expect(refusal.status == 503)
        #expect(refusal.json["code"].text == "railUnavailable")
        #expect(refusal.json["detail"].text.contains("litecoin"))
        try await eventually("an alarm says that the rail is down", timeoutSeconds: 20) {
            try await stand.openAlarms().contains("rail.down litecoin")
        }
        // Silence is no news: what was seen is still so.
        try await stand.customer(of: id, reads: "paymentSeen")
        try await town.restartNode(holding: payment)
        try await node.mine()
        try await expectVended(id, lane: "A2")
        let order = try await stand.order("a3")
        #expect(order["status"].text == "waitingForPayment")
    }

    private func expectVended(_ id: String, lane: String) async throws {
        try await stand.customer(of: id, reads: "delivered", seconds: 60)
        let sale = try await stand.sale(id) { $0["ending"].text == "captured" }
        #expect(sale["payments"].list.count == 1)
        #expect(try stand.firings(lane: lane) == 1)
        #expect(try stand.drops(lane: lane) == 1)
        #expect(try await stand.steps(of: id) == ["paymentReceived", "dispatched", "delivered"])
        #expect(try await stand.ledgerFindings() == [])
    }
}
