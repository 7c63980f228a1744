import Foundation
import TestSupport
import Testing

/// A machine whose journal is gone, or was put back from an older image.
@Suite("A lost or restored journal, end to end", .timeLimit(.minutes(3)))
struct LostJournalTests {
    @Test func aLostOneWaitsUntilItIsAllowed() async throws {
        let stand = try await Stand.start()
        try await stand.sell("a1")
        try await stand.stopAgent()
        try removeJournal(stand.agentState)
        try await stand.startAgent()
        let machine = try await stand.machine(is: "pending")
        let id = machine["id"].text
        #expect(machine["statusReason"].text.contains("lost its journal"))
        #expect(try await stand.openAlarms().contains("machine.quarantined \(id)"))
        let refusal = try await stand.tryOrder("a2")
        #expect(refusal.status == 409)

        _ = try await stand.api.post("/v1/machines/\(id)/allow", "{}")
        try await stand.untilReady()
        try await stand.sell("a3")
        #expect(try await stand.api.get("/v1/machines/\(id)")["incarnation"].text == "2")
        #expect(try stand.firings() == 2)
        #expect(try await stand.ledgerFindings().isEmpty)
    }

    @Test func anOlderOneIsSetAsideUntilItIsAllowed() async throws {
        let stand = try await Stand.start()
        try await stand.stopAgent()
        let image = stand.folder.path("image")
        try FileManager.default.copyItem(atPath: stand.agentState, toPath: image)
        try await stand.startAgent()
        try await stand.untilReady()
        try await stand.sell("a1")
        try await stand.stopAgent()
        try FileManager.default.removeItem(atPath: stand.agentState)
        try FileManager.default.copyItem(atPath: image, toPath: stand.agentState)

        try await stand.startAgent()
        let id = try await stand.machine(is: "quarantined")["id"].text
        #expect(try await stand.tryOrder("a2").status == 409)
        _ = try await stand.api.post("/v1/machines/\(id)/allow", "{}")
        try await stand.untilReady()
        try await stand.sell("a3")
        #expect(try stand.firings() == 2)
        #expect(try await stand.ledgerFindings().isEmpty)
    }

    private func removeJournal(_ state: String) throws {
        for file in try FileManager.default.contentsOfDirectory(atPath: state) where file.hasPrefix("journal") {
            try FileManager.default.removeItem(atPath: "\(state)/\(file)")
        }
    }
}
