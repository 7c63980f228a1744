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

    @Test func whenTheCopyComesFirstTheOriginalIsSetAside() async throws {
        let stand = try await Stand.start()
        try await stand.stopAgent()
        let copy = try await OtherMachine(state: try copied(stand), on: stand)
        try copy.put(secret: stand.usedSecret)
        // Nobody can tell them apart until both have come.
        try copy.start()
        try await eventually("the copy works", timeoutSeconds: 30) {
            copy.lines.contains { $0.contains("session.open") }
        }
        try await copy.untilReady()
        try await copy.stop()

        try await stand.startAgent()
        let machine = try await stand.machine(is: "quarantined")
        #expect(machine["statusReason"].text.contains("copy"))
        // Whichever comes now is refused.
        try copy.start()
        try await eventually("the copy is refused", timeoutSeconds: 30) {
            copy.lines.contains { $0.contains("quarantined") }
        }
        #expect(try await stand.tryOrder("a1").status == 409)
        #expect(try stand.firings() + copy.firings() == 0)
    }

    @Test func whileBothRunNeitherIsObeyed() async throws {
        let stand = try await Stand.start()
        try await stand.stopAgent()
        let copy = try await OtherMachine(state: try copied(stand), on: stand)
        try copy.put(secret: stand.usedSecret)
        try await stand.startAgent()
        try await stand.untilReady()
        let open = try await stand.order("a1")["id"].text

        try copy.start()
        let id = try await stand.machine(is: "quarantined")["id"].text
        try await eventually("both are told", timeoutSeconds: 60) {
            [stand.agentLines, copy.lines].allSatisfy { lines in
                lines.contains { $0.contains("staleRatchet") || $0.contains("quarantined") }
            }
        }
        try await stand.pay(open)
        try await stand.sale(open) { $0["ending"].text == "released" }
        #expect(try stand.firings() + copy.firings() == 0)

        // A copy makes the identity worthless: it is revoked, and the original enrols as a new machine.
        _ = try await stand.api.post("/v1/machines/\(id)/revoke", #"{"reason":"copied"}"#)
        try await stand.stopAgent()
        try FileManager.default.removeItem(atPath: stand.agentState)
        let anew = try await OtherMachine(on: stand)
        try await anew.giveSecret()
        try anew.start()
        try await anew.takeOverThePlace()
        try await stand.sell("a2")
        #expect(try anew.firings() == 1 && copy.firings() == 0)
    }

    private func copied(_ stand: Stand) throws -> String {
        let copy = stand.folder.path("copy")
        try FileManager.default.copyItem(atPath: stand.agentState, toPath: copy)
        return copy
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
