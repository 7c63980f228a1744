import Database
import Rails
import Testing

@testable import Coordinator

@Suite("Rail watch")
struct RailWatchTests {
    /// A rail that says what a test wants.
    private actor ScriptedRail: Rail {
        nonisolated let id = "scripted"
        nonisolated let asset = RailAsset(code: "SANDBOX-EUR", decimals: 2)
        nonisolated let capabilities = RailCapabilities(canHold: false, finality: .immediate, hasLosslessCursor: true)
        private var batch = RailBatch(sightings: [], cursor: "0")

        func say(_ sightings: [RailSighting], cursor: String) {
            batch = RailBatch(sightings: sightings, cursor: cursor)
        }
        func makeDestination(order: String, amountMinor: Int64) async throws(RailError) -> PaymentDestination {
            PaymentDestination(address: "to-\(order)", uri: "x:\(order)")
        }
        func poll(after cursor: String?) async throws(RailError) -> RailBatch { batch }
        func capture(order: String) async throws(RailError) {}
        func release(order: String) async throws(RailError) {}
        func waitForChange(timeoutSeconds: Double) async {}
        func health() async -> RailHealth { RailHealth(isReady: true, message: "") }
    }

    private static func sighting(_ reference: String, to address: String, _ amount: String) throws -> RailSighting {
        try RailSighting(
            reference: reference,
            address: address,
            amountText: amount,
            asset: RailAsset(code: "SANDBOX-EUR", decimals: 2),
            confirmations: 1,
            state: .confirmed
        )
    }

    private static func count(_ table: String, _ shop: Shop) async throws -> Int64 {
        try await shop.coordinator.runtime.view {
            try $0.transaction.first("SELECT count(*) AS total FROM \(table)")?.int64("total") ?? 0
        }
    }

    private static func watch(_ shop: Shop, _ rail: ScriptedRail) -> (RailWatch, OrderDesk) {
        let configuration = RailConfiguration.sandbox(
            id: "scripted",
            asset: rail.asset,
            canHold: false,
            trackedDepth: nil
        )
        let stand = RailStand(rail: rail, configuration: configuration, policy: .immediate)
        let coordinator = shop.coordinator
        let watch = RailWatch(
            runtime: coordinator.runtime,
            stand: stand,
            desk: coordinator.desk
        )
        let orders = OrderDesk(
            runtime: coordinator.runtime,
            configuration: shop.configuration,
            rails: RailSet([stand]),
            desk: coordinator.desk,
            quoteKey: coordinator.keys.quote,
            deployment: coordinator.keys.deployment
        )
        return (watch, orders)
    }

    @Test func ignoresPaymentsToUnknownAddressesAndSaysSo() async throws {
        let shop = try await Shop.open()
        let rail = ScriptedRail()
        let (watch, _) = Self.watch(shop, rail)
        await rail.say([try Self.sighting("t:0", to: "elsewhere", "9.00")], cursor: "1")
        #expect(try await watch.pollOnce() == 1)
        #expect(try await watch.pollOnce() == 0)
        #expect(try await Self.count("event WHERE kind = 'sighting.unknown'", shop) == 1)
        await shop.close()
    }

    @Test func keepsTheRawAmountAndWhatRoundingLeftOut() async throws {
        let shop = try await Shop.open()
        let rail = ScriptedRail()
        let (watch, orders) = Self.watch(shop, rail)
        let order = try await orders.order(OrderRequest(place: "hall", selection: "a1"), key: nil)
        await rail.say([try Self.sighting("t:0", to: try #require(order.address), "1.509")], cursor: "1")
        _ = try await watch.pollOnce()
        let row = try await shop.coordinator.runtime.view { try $0.transaction.first("SELECT * FROM sighting") }
        #expect(try row?.text("amount_text") == "1.509")
        #expect(try row?.int64("amount_minor") == 150)
        #expect(try row?.text("remainder_text") == "0.009")
        await shop.close()
    }

    @Test func refusesAPaymentThatChangesItsAmount() async throws {
        let shop = try await Shop.open()
        let rail = ScriptedRail()
        let (watch, orders) = Self.watch(shop, rail)
        let order = try await orders.order(OrderRequest(place: "hall", selection: "a1"), key: nil)
        let address = try #require(order.address)
        await rail.say([try Self.sighting("t:0", to: address, "1.00")], cursor: "1")
        _ = try await watch.pollOnce()
        var other = try Self.sighting("t:0", to: address, "9.00")
        other.confirmations = 2
        await rail.say([other], cursor: "2")
        _ = try await watch.pollOnce()
        #expect(try await shop.sale(order).state.totals.seenMinor == 100)
        #expect(try await shop.alarms().contains("rail.refused"))
        await shop.close()
    }

    @Test func setsAPoisonedPaymentAsideAndTakesTheOthers() async throws {
        let shop = try await Shop.open()
        let rail = ScriptedRail()
        let (watch, orders) = Self.watch(shop, rail)
        let bad = try await orders.order(OrderRequest(place: "hall", selection: "a1"), key: nil)
        let good = try await orders.order(OrderRequest(place: "hall", selection: "a1"), key: nil)
        // Its books can't take the payment: the accounts of its owner were never made.
        try await shop.coordinator.runtime.perform {
            _ = try $0.transaction.execute("UPDATE sale SET owner = 'nobody' WHERE id = $id", ["id": .text(bad.id)])
        }
        await rail.say(
            [
                try Self.sighting("t:0", to: try #require(bad.address), "1.50"),
                try Self.sighting("t:1", to: try #require(good.address), "1.50"),
            ],
            cursor: "1"
        )
        #expect(try await watch.pollOnce() == 2)
        #expect(shop.machines.deliveries.filter { $0.sale == good.id }.count == 1)
        #expect(try await shop.sale(bad).state.goods == .reserved)
        #expect(try await shop.alarms().contains("rail.refused"))
        #expect(try await shop.findings().isEmpty)
        await shop.close()
    }
}
