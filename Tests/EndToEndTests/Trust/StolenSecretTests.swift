import Foundation
import NIOHTTP1
import TestSupport
import Testing

/// Somebody got hold of a one-time secret and was faster than the technician.
@Suite("A stolen enrolment secret, end to end", .timeLimit(.minutes(3)))
struct StolenSecretTests {
    @Test func theSecondIsRefusedTheOperatorSeesTheFirstAndRevokesIt() async throws {
        let stand = try await Stand.start()
        let thief = try await stand.machineID()
        // A restart forgets nothing of it.
        try await stand.killCoordinator()
        try await stand.startCoordinator()

        let ours = try await OtherMachine(on: stand)
        try ours.put(secret: stand.usedSecret)
        try ours.start()
        try await eventually("the technician is told who used it", timeoutSeconds: 30) {
            ours.lines.contains { $0.contains("badSecret") && $0.contains(thief) }
        }
        let id = try await ours.identity()
        #expect(id != thief)
        #expect(try await stand.api.get("/v1/machines")["machines"].list.count == 1)
        let refusals = try await stand.events().filter { $0["kind"].text == "secret.refused" }
        #expect(refusals.map { $0["subject"].text } == [id])
        #expect(refusals.first?["data"]["usedBy"].text == thief)
        #expect(try await stand.openAlarms().contains("secret.misused \(thief)"))

        _ = try await stand.api.post("/v1/machines/\(thief)/revoke", #"{"reason":"not ours"}"#)
        try await eventually("the thief's machine is told", timeoutSeconds: 90) {
            stand.agentLines.contains { $0.contains("revoked for good") }
        }
        let refusal = try await stand.tryOrder("a1")
        #expect(refusal.status == 409 && refusal.json["code"].text == "machineNotAllowed")

        try await ours.stop()
        try await ours.giveSecret()
        try ours.start()
        try await ours.takeOverThePlace()
        try await stand.sell()
        #expect(try ours.firings() == 1)
        #expect(try stand.firings() == 0)
        // Started anew, the thief's machine gets no session; without its journal it is not enrolled either.
        try await stand.killAgent()
        for file in try FileManager.default.contentsOfDirectory(atPath: stand.agentState)
        where file.hasPrefix("journal") {
            try FileManager.default.removeItem(atPath: "\(stand.agentState)/\(file)")
        }
        try await stand.startAgent()
        try await eventually("it is told again", timeoutSeconds: 30) {
            stand.agentLines.contains { $0.contains("enrolment.revoked") }
        }
        #expect(try await stand.api.get("/v1/machines/\(thief)")["status"].text == "revoked")
    }
}
