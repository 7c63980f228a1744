import Supervision
import TestSupport
import Testing

/// Sales that are paid on a real chain: litecoind on regtest, the coordinator, the agent and the simulated machine,
/// each a process of its own.
@Suite("Litecoin, end to end", .serialized, .litecoinTown, .timeLimit(.minutes(4)))
struct LitecoinSaleTests {
    private let town: LitecoinTown
    private var stand: Stand { town.stand }
    private var node: Litecoind { town.node }

    init() throws {
        town = try #require(LitecoinTown.current)
    }

    @Test func aPaymentIsVendedOnceItIsMined() async throws {
        let before = try await stand.lane("A1")["count"].integer
        let (id, payment) = try await town.orderAndPay("a1")
        // Seen is not paid: nothing proves that it can't be replaced.
        #expect(try stand.firings(lane: "A1") == 0)
        try await node.mine()
        let seen = try await stand.customer(of: id, reads: "delivered")
        #expect(seen["paid"].text == LitecoinTown.price)
        let sale = try await stand.sale(id) { $0["ending"].text == "captured" }
        #expect(sale["goods"].text == "delivered")
        #expect(sale["payments"].list.map { $0["booking"].text } == ["received"])
        #expect(sale["payments"].list.first?["reference"].text.hasPrefix(payment) == true)
        #expect(sale["queue"].list.isEmpty)
        #expect(try stand.world(lane: "A1").map(\.what) == [.on, .drop, .off])
        #expect(try await stand.steps(of: id) == ["paymentReceived", "dispatched", "delivered"])
        #expect(try await stand.lane("A1")["count"].integer == before - 1)
        #expect(try await stand.ledgerFindings() == [])
    }

    @Test func twoPartsThatMakeThePriceAreVended() async throws {
        let (id, address) = try await town.order("a2")
        _ = try await node.send(to: address, amount: "0.015")
        try await node.mine()
        let partly = try await stand.customer(of: id, reads: "partlyPaid")
        #expect(partly["paid"].text == "1500000")
        try await stand.sale(id) { $0["payments"].list.first?["booking"].text == "received" }
        #expect(try stand.firings(lane: "A2") == 0)
        _ = try await node.send(to: address, amount: "0.005")
        try await node.mine()
        try await stand.customer(of: id, reads: "delivered")
        let sale = try await stand.sale(id) { $0["ending"].text == "captured" }
        #expect(sale["payments"].list.count == 2)
        #expect(sale["credit"].text == "0")
        #expect(try stand.firings(lane: "A2") == 1)
        #expect(try await stand.ledgerFindings() == [])
    }

    @Test func whatIsPaidTooMuchBecomesCreditAndALargePaymentWaitsLonger() async throws {
        let (id, _) = try await town.orderAndPay("a3", amount: "0.05")
        try await node.mine()
        // Large for its confirmations: 0.05 needs three, or a large credit could be had for a coffee's risk.
        try await stand.sale(id) { $0["payments"].list.first?["confirmations"].text == "1" }
        try await stand.customer(of: id, reads: "paymentSeen")
        #expect(try stand.firings(lane: "A3") == 0)
        try await node.mine(2)
        try await stand.customer(of: id, reads: "delivered")
        let sale = try await stand.sale(id) { $0["ending"].text == "captured" }
        #expect(sale["credit"].text == "3000000")
        #expect(sale["refundDue"].text == "0")
        #expect(try await stand.steps(of: id).contains("overpaid"))
        #expect(try stand.firings(lane: "A3") == 1)
        #expect(try await stand.ledgerFindings() == [])
    }

    @Test func aReplacedPaymentIsNotVendedAndTheOrderWaitsAgain() async throws {
        let (id, payment) = try await town.orderAndPay("a4")
        _ = try await node.doubleSpend(payment)
        let address = try await stand.customer(of: id, reads: "waitingForPayment")["address"].text
        try await node.mine()
        // The same order can still be paid in earnest. By the time this is seen the block is too.
        _ = try await node.send(to: address, amount: LitecoinTown.priceText)
        try await stand.customer(of: id, reads: "paymentSeen")
        let waiting = try await stand.sale(id) { $0["goods"].text == "reserved" }
        let old = waiting["payments"].list.first { $0["reference"].text.hasPrefix(payment) }
        // The shop's wallet never learns what became of the coins, only that the payment is gone.
        #expect(["removed", "replaced"].contains(old?["state"].text))
        #expect(old?["booking"].text == "none")
        #expect(try stand.firings(lane: "A4") == 0)
        #expect(try await stand.steps(of: id).isEmpty)
        try await node.mine()
        try await stand.customer(of: id, reads: "delivered")
        #expect(try stand.firings(lane: "A4") == 1)
        #expect(try await stand.steps(of: id) == ["paymentReceived", "dispatched", "delivered"])
        #expect(try await stand.ledgerFindings() == [])
    }

    @Test func aPaymentAfterTheQuotesEndIsOwedBackAndNotVended() async throws {
        try await stand.restartCoordinator(configuration: LitecoinTown.configuration(quoteSeconds: 10))
        try await stand.untilReady()
        let (id, address) = try await town.order("a5")
        try await stand.customer(of: id, reads: "expired")
        _ = try await node.send(to: address, amount: LitecoinTown.priceText)
        try await node.mine()
        try await stand.customer(of: id, reads: "refundDue")
        var sale = try await stand.sale(id) { $0["ending"].text == "withPerson" }
        #expect(sale["refundDue"].text == LitecoinTown.price)
        #expect(sale["payments"].list.map { $0["late"].text } == ["true"])
        #expect(sale["queue"].list.map(\.text) == ["refundDue"])
        #expect(try await stand.queue("refundsDue").contains(id))
        #expect(try stand.firings(lane: "A5") == 0)
        #expect(try await stand.lane("A5")["reserved"].integer == 0)
        #expect(try await stand.ledgerFindings() == [])
        // The operator pays it back by hand and says so.
        _ = try await stand.api.post("/v1/sales/\(id)/refunded", #"{"reference":"paid by hand"}"#)
        sale = try await stand.sale(id) { $0["ending"].text == "refunded" }
        #expect(sale["refunded"].text == LitecoinTown.price)
        try await stand.customer(of: id, reads: "refunded")
        #expect(try await !stand.queue("refundsDue").contains(id))
        #expect(try await stand.ledgerFindings() == [])
        try await stand.restartCoordinator(configuration: LitecoinTown.configuration(quoteSeconds: 120))
        try await stand.untilReady()
    }

    @Test func aPaymentTakenBackByTheChainAfterTheVendIsALossWithAnAlarm() async throws {
        let (id, payment) = try await town.orderAndPay("a6")
        try await node.mine()
        try await stand.customer(of: id, reads: "delivered")
        try await stand.sale(id) { $0["ending"].text == "captured" }
        try await node.invalidateBestBlock()
        _ = try await node.doubleSpend(payment)
        try await node.mine(2)
        var sale = try await stand.sale(id) { $0["money"].text == "reversed" }
        #expect(sale["lost"].text == LitecoinTown.price)
        #expect(sale["ending"].text == "withPerson")
        #expect(sale["queue"].list.map(\.text) == ["paymentReversed"])
        #expect(try await stand.openAlarms().contains("payment.reversed \(id)"))
        #expect(try await stand.queue("moneyMissing") == [id])
        #expect(try await stand.steps(of: id) == ["paymentReceived", "dispatched", "delivered", "reorgLoss"])
        #expect(try await stand.ledgerFindings() == [])
        // The customer has the goods, and reads so.
        try await stand.customer(of: id, reads: "delivered")
        #expect(try stand.firings(lane: "A6") == 1)
        _ = try await stand.api.post("/v1/sales/\(id)/written-off", #"{"note":"double spent"}"#)
        sale = try await stand.sale(id) { $0["ending"].text == "writtenOff" }
        #expect(try await stand.queue("moneyMissing").isEmpty)
        #expect(try await stand.ledgerFindings() == [])
    }
}
