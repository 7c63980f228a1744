import Foundation
import TestSupport
import Testing

/// Somebody copied a machine's state folder, and starts the copy.
@Suite("Cloned state, end to end", .timeLimit(.minutes(3)))
struct ClonedStateTests {
    @Test func aCopyIsRefusedSetAsideAndMovesNothing() async throws {
        let stand = try await Stand.start()
        try await stand.stopAgent()
        let copy = stand.folder.path("copy")
        try FileManager.default.copyItem(atPath: stand.agentState, toPath: copy)

        // The original goes on, and with it the ratchet.
        try await stand.startAgent()
        try await stand.untilReady()
        try await expectSale("a1", lane: "A1", on: stand)
        let open = try await stand.order("a2")["id"].text
        try await stand.stopAgent()

        try await stand.startAgent(state: copy)
        let machine = try await stand.machine(is: "quarantined")
        let id = machine["id"].text
        #expect(machine["statusReason"].text.contains("copy"))
        #expect(machine["connected"].text == "false")
        let events = try await stand.events().filter { $0["subject"].text == id }
        let quarantines = events.filter { $0["kind"].text == "machine.quarantined" }
        #expect(quarantines.map { $0["data"]["code"].text } == ["staleRatchet"])
        #expect(try await stand.openAlarms().contains("machine.quarantined \(id)"))
        try await eventually("the copy was told why", timeoutSeconds: 20) {
            stand.agentLines.contains { $0.contains("staleRatchet") }
        }

        // Nobody can buy from it, and what was ordered before is given back when it is paid.
        let refusal = try await stand.tryOrder("a3")
        #expect(refusal.status == 409)
        #expect(refusal.json["code"].text == "machineNotAllowed")
        try await stand.pay(open)
        try await stand.customer(of: open, reads: "expired")
        let sale = try await stand.sale(open) { $0["ending"].text == "released" }
        #expect(sale["command"].text.isEmpty)
        #expect(try stand.firings() == 1)

        try await recover(id, on: stand)
    }

    /// The operator takes the copy away and allows the machine again: the original works in a new incarnation.
    private func recover(_ id: String, on stand: Stand) async throws {
        try await stand.killAgent()
        try await stand.startAgent()
        _ = try await stand.machine(is: "quarantined")
        _ = try await stand.api.post("/v1/machines/\(id)/allow", "{}")
        try await stand.untilReady()
        try await expectSale("a4", lane: "A4", on: stand)
        #expect(try stand.firings() == 2)
        #expect(try await stand.ledgerFindings() == [])
    }

    private func expectSale(_ selection: String, lane: String, on stand: Stand) async throws {
        let id = try await stand.order(selection)["id"].text
        try await stand.pay(id)
        try await stand.customer(of: id, reads: "delivered")
        try await stand.sale(id) { $0["ending"].text == "captured" }
        #expect(try stand.firings(lane: lane) == 1)
    }
}
