import Foundation
import TestSupport
import Testing

/// The coordinator's own keys are replaced, and machines follow.
@Suite("Replacing the deployment's keys, end to end", .timeLimit(.minutes(4)))
struct DeploymentKeyTests {
    private func rotate(_ key: String, on stand: Stand) async throws {
        _ = try await stand.api.post("/v1/keys/rotate", #"{"key":"\#(key)"}"#)
        try await stand.killCoordinator()
        try await stand.startCoordinator()
    }

    private func pin(_ stand: Stand) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: "\(stand.coordinatorState)/tls.key")))
    }

    @Test func aMachineKnowsTheNextTLSKeyBeforeItAnswers() async throws {
        let stand = try await Stand.start()
        let before = try pin(stand)
        try await rotate("tls", on: stand)
        #expect(try pin(stand) != before)
        try await stand.untilReady()
        try await stand.sell("a1")
        // It was in the keyset already: nothing had to be fetched, and the keyset with the one after it came along.
        #expect(!stand.agentLines.contains { $0.contains("keyset.renewed") })
        try await rotate("tls", on: stand)
        try await stand.untilReady()
        try await stand.sell("a2")
        #expect(!stand.agentLines.contains { $0.contains("keyset.renewed") })
    }

    @Test func aMachineThatMissedTwoTLSKeysFindsTheCoordinatorByItsRootKey() async throws {
        let stand = try await Stand.start()
        try await stand.stopAgent()
        try await rotate("tls", on: stand)
        try await rotate("tls", on: stand)
        try await stand.startAgent()
        try await stand.untilReady()
        try await stand.sell()
        #expect(stand.agentLines.contains { $0.contains("keyset.renewed") })
    }

    @Test func commandsOfANewKeyAreObeyed() async throws {
        let stand = try await Stand.start()
        try await stand.sell("a1")
        let key = "\(stand.coordinatorState)/keys/command.key"
        let before = try String(contentsOfFile: key, encoding: .utf8)
        try await rotate("command", on: stand)
        #expect(try String(contentsOfFile: key, encoding: .utf8) != before)
        try await stand.untilReady()
        try await stand.sell("a2")
        // A machine that was off meanwhile follows too.
        try await stand.stopAgent()
        try await rotate("command", on: stand)
        try await stand.startAgent()
        try await stand.untilReady()
        try await stand.sell("a3")
        #expect(try stand.firings() == 3)
        #expect(try await stand.openAlarms().isEmpty)
    }
}
