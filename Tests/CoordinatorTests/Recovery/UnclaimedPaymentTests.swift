import Database
import Rails
import Testing

@testable import Coordinator

@Suite("Unclaimed payment")
struct UnclaimedPaymentTests {
    private static let asset = RailAsset(code: "SANDBOX-EUR", decimals: 2)

    /// A shop in its second generation, which waits for nobody.
    private static func restored() async throws -> Shop {
        let shop = try await Shop.open()
        try await shop.beginRecovery()
        return shop
    }

    /// Two confirmations make a payment final.
    private static func take(
        _ shop: Shop,
        _ state: RailSighting.State,
        confirmations: Int = 0,
        amount: String = "1.50"
    ) async throws {
        let stand = RailStand(
            rail: try shop.sandbox,
            configuration: .sandbox(id: "sandbox", asset: asset, canHold: false, trackedDepth: nil),
            policy: ConfirmationPolicy(thresholds: [], beyond: 2)
        )
        let sighting = try RailSighting(
            reference: "t:0",
            address: "lost",
            amountText: amount,
            asset: asset,
            confirmations: confirmations,
            state: state
        )
        try await shop.coordinator.runtime.perform { try UnclaimedPayment.take(sighting, by: stand, in: $0) }
    }

    private static func all(_ shop: Shop, openOnly: Bool = false) async throws -> [UnclaimedPayment] {
        try await shop.coordinator.runtime.view { try UnclaimedPayment.list(openOnly: openOnly, limit: 10, in: $0) }
    }

    /// The one payment's state, what is booked as unclaimed, and whether the books are right.
    private static func expect(
        _ shop: Shop,
        _ state: UnclaimedPayment.State?,
        unclaimed: Int64,
        _ place: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(try await all(shop).map(\.state) == (state.map { [$0] } ?? []), sourceLocation: place)
        #expect(try await shop.balance(.unclaimed) == unclaimed, sourceLocation: place)
        #expect(try await shop.findings() == [], sourceLocation: place)
    }

    private static func settle(_ shop: Shop, _ outcome: String, note: String = "A3") async throws -> Shop.Answer {
        let id = try await all(shop).first?.id ?? "none"
        return try await shop.post(
            "/v1/recovery/payments/\(id)/settle",
            body: #"{"outcome":"\#(outcome)","note":"\#(note)"}"#
        )
    }

    @Test func isSomebodyElsesInTheFirstGeneration() async throws {
        let shop = try await Shop.open()
        try await Self.take(shop, .confirmed, confirmations: 6)
        try await Self.expect(shop, nil, unclaimed: 0)
        await shop.close()
    }

    @Test func isBookedOnceWhenItIsFinal() async throws {
        let shop = try await Self.restored()
        try await Self.take(shop, .pending)
        try await Self.expect(shop, .seen, unclaimed: 0)
        try await Self.take(shop, .confirmed, confirmations: 1)
        try await Self.expect(shop, .seen, unclaimed: 0)
        for confirmations in [2, 3, 2] {
            try await Self.take(shop, .confirmed, confirmations: confirmations)
            try await Self.expect(shop, .booked, unclaimed: 150)
        }
        #expect(try await shop.alarms().filter { $0 == "recovery.payment" }.count == 1)
        #expect(try await shop.recovery().unclaimedPayments == 1)
        await shop.close()
    }

    @Test(arguments: [RailSighting.State.removed, .replaced(by: "u"), .replaced(by: nil), .released])
    func oneThatNeverBecameFinalIsForgotten(_ gone: RailSighting.State) async throws {
        let shop = try await Self.restored()
        try await Self.take(shop, gone)
        try await Self.expect(shop, nil, unclaimed: 0)
        try await Self.take(shop, .pending)
        try await Self.take(shop, gone)
        try await Self.expect(shop, nil, unclaimed: 0)
        #expect(try await shop.recovery().unclaimedPayments == 0)
        try await Self.take(shop, .confirmed, confirmations: 2)
        try await Self.expect(shop, .booked, unclaimed: 150)
        await shop.close()
    }

    @Test func nothingIsNoPayment() async throws {
        let shop = try await Self.restored()
        try await Self.take(shop, .confirmed, confirmations: 9, amount: "0.001")
        try await Self.expect(shop, nil, unclaimed: 0)
        await shop.close()
    }

    @Test func theChainMayTakeItBackAndBringItAgain() async throws {
        let shop = try await Self.restored()
        for _ in 0..<3 {
            try await Self.take(shop, .confirmed, confirmations: 2)
            try await Self.expect(shop, .booked, unclaimed: 150)
            for _ in 0..<2 {
                try await Self.take(shop, .removed)
                try await Self.expect(shop, .seen, unclaimed: 0)
            }
        }
        await shop.close()
    }

    @Test(arguments: [("sold", AccountRole.sales, Int64(150)), ("refunded", .rail, 0)])
    func aPersonSaysWhatBecameOfIt(_ outcome: String, _ role: AccountRole, _ balance: Int64) async throws {
        let shop = try await Self.restored()
        try await Self.take(shop, .confirmed, confirmations: 2)
        let answer = try await Self.settle(shop, outcome)
        #expect(answer.status == 200)
        let view = try answer.json(UnclaimedPaymentView.self)
        #expect(view.state == outcome && view.settledBy == "operator" && view.note == "A3" && view.amount == "150")
        try await Self.expect(shop, UnclaimedPayment.State(rawValue: outcome), unclaimed: 0)
        #expect(try await shop.balance(role) == balance)
        #expect(try await Self.all(shop, openOnly: true).isEmpty)
        #expect(try await shop.acts(of: .recoveryPayment) == ["operator recovery.payment \(view.id)"])
        // Said twice, or otherwise, it is refused and changes nothing.
        for again in ["sold", "refunded"] {
            let refused = try await Self.settle(shop, again)
            #expect(refused.status == 409 && refused.code == "conflict")
        }
        try await Self.expect(shop, UnclaimedPayment.State(rawValue: outcome), unclaimed: 0)
        #expect(try await shop.balance(role) == balance)
        await shop.close()
    }

    @Test func oneThatIsNotFinalCantBeSettled() async throws {
        let shop = try await Self.restored()
        try await Self.take(shop, .confirmed, confirmations: 1)
        let refused = try await Self.settle(shop, "sold")
        #expect(refused.status == 409 && refused.body.contains("not final yet"))
        try await Self.expect(shop, .seen, unclaimed: 0)
        await shop.close()
    }

    @Test func whatWasSettledAndTakenBackRaisesAnAlarm() async throws {
        let shop = try await Self.restored()
        try await Self.take(shop, .confirmed, confirmations: 2)
        _ = try await Self.settle(shop, "sold")
        try await Self.take(shop, .removed)
        try await Self.expect(shop, .sold, unclaimed: 0)
        let alarm = try await shop.coordinator.runtime.view { try AlarmBook.list(openOnly: true, limit: 9, in: $0) }
            .first { $0.code == "recovery.payment" }
        #expect(alarm?.text.contains("took back") == true && alarm?.count == 2)
        await shop.close()
    }

    @Test func whatIsWrongIsRefused() async throws {
        let shop = try await Self.restored()
        try await Self.take(shop, .confirmed, confirmations: 2)
        for (outcome, note) in [("booked", "x"), ("seen", "x"), ("", "x"), ("sold", ""), ("lost", "x")] {
            #expect(try await Self.settle(shop, outcome, note: note).status == 400, "\(outcome) \(note)")
        }
        let unknown = try await shop.post(
            "/v1/recovery/payments/none/settle",
            body: #"{"outcome":"sold","note":"x"}"#
        )
        #expect(unknown.status == 404)
        try await Self.expect(shop, .booked, unclaimed: 150)
        await shop.close()
    }

    @Test func areListedNewestFirst() async throws {
        let shop = try await Self.restored()
        try await Self.take(shop, .confirmed, confirmations: 2)
        let open = try await shop.get("/v1/recovery/payments")
        #expect(open.body.contains(#""state":"booked""#) && open.body.contains(#""reference":"t:0""#))
        _ = try await Self.settle(shop, "sold")
        #expect(try await shop.get("/v1/recovery/payments").body == #"{"payments":[]}"#)
        #expect(try await shop.get("/v1/recovery/payments?all=true").body.contains(#""state":"sold""#))
        #expect(try await shop.get("/v1/recovery/payments?limit=0").status == 400)
        await shop.close()
    }
}
