import Foundation
import NIOHTTP1
import TestSupport
import Testing

/// A backup that is taken while the shop works, and put back when machine, chain and customers have moved on.
@Suite("Restore, end to end", .serialized, .litecoinTown, .timeLimit(.minutes(5)))
struct RestoreTests {
    private let town: LitecoinTown
    private var stand: Stand { town.stand }
    private var node: Litecoind { town.node }

    init() throws {
        town = try #require(LitecoinTown.current)
    }

    /// What was given out and may never be given out again.
    private struct GivenOut {
        var addresses: Set<String> = []
        var events: Set<String> = []
        var commands: Int64 = 0
        var receipts: Int64 = 0
    }

    @Test func anOldBackupIsCaughtUpByItsMachine() async throws {
        let eva = try Operator(stand)
        let (before, beforeAddress) = try await deliver("a1")
        // Ordered before the backup, paid and delivered after it.
        let (waiting, waitingAddress) = try await town.order("a2")
        let file = stand.folder.path("monday.tar")
        let made = try await eva.must("backup", "make", "-o", file)
        #expect(made.out.contains("was checked"))
        #expect(try await eva.must("backup", "check", file).out.contains("The backup is whole."))
        let atBackup = Set(try await stand.events().map { $0["id"].text })

        _ = try await node.send(to: waitingAddress, amount: LitecoinTown.priceText)
        try await node.mine()
        try await stand.customer(of: waiting, reads: "delivered", seconds: 60)
        let (lost, lostAddress) = try await deliver("a3")
        let (unpaid, unpaidAddress) = try await town.order("a4")
        var old = GivenOut(addresses: [beforeAddress, waitingAddress, lostAddress, unpaidAddress])
        old.events = Set(try await stand.events().map { $0["id"].text }).subtracting(atBackup)
        let machine = try await stand.machine(is: "allowed")
        old.commands = machine["commandsIssued"].integer
        old.receipts = machine["receiptsStored"].integer
        #expect(old.commands >= 3)

        try await stand.killAgent()
        try await stand.killCoordinator()
        let refused = try await eva.run("restore", file, "--state", stand.coordinatorState)
        #expect(refused.status == 65 && refused.errors.contains("--replace"), "a folder is never written over")
        let restored = try await eva.must("restore", file, "--state", stand.coordinatorState, "--replace")
        #expect(restored.out.contains("mintmark recovery show"))
        try await stand.startCoordinator()
        try await expectNothingIsSold(eva)

        // The machine comes back and tells what it did.
        try await stand.startAgent()
        try await eventually("the recovery ends by itself", timeoutSeconds: 60) {
            try await stand.api.get("/v1/recovery")["open"].text == "false"
        }
        try await expectBooksAreRight(before: before, waiting: waiting, lost: lost, unpaid: unpaid, eva)
        try await expectNothingIsGivenOutTwice(old)
    }

    /// Sells one unit for one confirmed payment.
    private func deliver(_ selection: String) async throws -> (id: String, address: String) {
        let (id, address) = try await town.order(selection)
        _ = try await node.send(to: address, amount: LitecoinTown.priceText)
        try await stand.customer(of: id, reads: "paymentSeen")
        try await node.mine()
        try await stand.customer(of: id, reads: "delivered", seconds: 60)
        return (id, address)
    }

    private func expectNothingIsSold(_ eva: Operator) async throws {
        let recovery = try await stand.api.get("/v1/recovery")
        #expect(recovery["generation"].integer == 2)
        #expect(recovery["reason"].text == "restore")
        #expect(recovery["open"].text == "true")
        let refused = try await stand.tryOrder("a5")
        #expect(refused.status == 503)
        #expect(refused.json["code"].text == "notReady")
        let shown = try await eva.must("recovery", "show")
        #expect(shown.out.contains("waiting"), "\(shown.out)")
        #expect(try await stand.openAlarms().contains("recovery.started generation 2"))
    }

    private func expectBooksAreRight(
        before: String,
        waiting: String,
        lost: String,
        unpaid: String,
        _ eva: Operator
    ) async throws {
        // The sale of before the backup is as it was; the one that waited then is complete now, without a second turn.
        try await stand.sale(before) { $0["ending"].text == "captured" }
        try await stand.sale(waiting, seconds: 60) { $0["ending"].text == "captured" }
        #expect(try await stand.steps(of: waiting) == ["paymentReceived", "dispatched", "delivered"])
        // Orders of after the backup are not known; what was paid for one is, and waits for a person.
        for id in [lost, unpaid] { #expect(try await stand.api.call(.GET, "/v1/sales/\(id)").status == 404) }
        let payments = try await stand.patient { [stand] in
            let payments = try await stand.api.get("/v1/recovery/payments")["payments"].list
            guard payments.first?["state"].text == "booked" else { throw TestSupportError("not booked: \(payments)") }
            return payments
        }
        #expect(payments.count == 1)
        #expect(payments.first?["amount"].text == LitecoinTown.price)
        let payment = try #require(payments.first)["id"].text
        #expect(try await eva.must("recovery", "payments", "-q").lines == [payment])
        _ = try await eva.must("recovery", "settle", payment, "sold", "--note", "the machine delivered it from A3")
        #expect(try await eva.must("recovery", "payments", "-q").lines == [])
        // One unit left each of three lanes, and no lane lost two.
        for (lane, units) in [("A1", 4), ("A2", 4), ("A3", 4), ("A4", 5)] as [(String, Int64)] {
            #expect(try await stand.lane(lane)["count"].integer == units, "lane \(lane)")
        }
        for lane in ["A1", "A2", "A3"] { #expect(try stand.firings(lane: lane) == 1, "lane \(lane)") }
        #expect(try await stand.ledgerFindings() == [])
        #expect(try await eva.must("ledger", "check").status == 0)
    }

    private func expectNothingIsGivenOutTwice(_ old: GivenOut) async throws {
        try await stand.untilReady()
        let (_, address) = try await deliver("a5")
        #expect(!old.addresses.contains(address))
        let machine = try await stand.machine(is: "allowed")
        #expect(machine["commandsIssued"].integer == old.commands + 1, "counters go on after those of the lost life")
        #expect(machine["receiptsStored"].integer > old.receipts)
        let events = Set(try await stand.events().map { $0["id"].text })
        #expect(events.isDisjoint(with: old.events), "no event of the lost life has a namesake")
        #expect(try stand.firings() == 4, "four sales were delivered, one of them after the restore")
    }
}
