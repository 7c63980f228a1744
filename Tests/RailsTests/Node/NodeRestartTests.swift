import Rails
import TestSupport
import Testing

/// The node goes away and comes back, politely or not.
@Suite("NodeRail and its node's restarts", .serialized)
struct NodeRestartTests {
    @Test func whatHappenedAroundARestartOfTheNodeIsSeen() async throws {
        let subject = try await NodeSubject.start()
        let address = try await subject.rail.makeDestination(order: "order-1", amountMinor: 1).address
        var follower = RailFollower()
        let confirmed = try await subject.pay(address, "0.1")
        try await subject.confirm()
        let pending = try await subject.pay(address, "0.2")
        try await follower.catchUp(subject.rail)
        try await subject.node.stop()
        await #expect(throws: RailError(.unreachable, "")) { try await subject.rail.poll(after: follower.cursor) }
        #expect(await subject.rail.health().code == .unreachable)
        try await subject.node.restart()
        try await settle(&follower, subject) { $0.latest[pending]?.state == .pending }
        #expect(follower.latest[confirmed]?.state == .confirmed)
        try await subject.confirm()
        try await follower.catchUp(subject.rail)
        #expect(follower.latest[pending]?.state == .confirmed)
        #expect(try await subject.rail.makeDestination(order: "order-1", amountMinor: 1).address == address)
    }

    @Test func nothingReportedVanishesSilentlyWhenTheNodeIsKilled() async throws {
        let subject = try await NodeSubject.start()
        let address = try await subject.rail.makeDestination(order: "order-1", amountMinor: 1).address
        var follower = RailFollower()
        let confirmed = try await subject.pay(address, "0.1")
        try await subject.node.mine(3)
        let pending = try await subject.pay(address, "0.2")
        try await follower.catchUp(subject.rail)
        #expect(follower.latest[confirmed]?.state == .confirmed)
        let before = try await height(subject.node)
        try await subject.node.kill()
        try await subject.node.restart()
        // It may have lost its newest blocks and the mempool. Until it has again what it had, silence proves nothing.
        let after = try await height(subject.node)
        try await follower.catchUp(subject.rail)
        if after < before { #expect(await subject.rail.health().code == .loading) }
        #expect(follower.latest[confirmed]?.state != .removed)
        #expect(follower.latest[pending]?.state != .removed)
        // On a real network the peers bring the blocks back; here new ones are mined until it has as many.
        try await subject.node.mine(before - after + 1)
        try await follower.catchUp(subject.rail)
        #expect(await subject.rail.health().isReady)
        for reference in [confirmed, pending] {
            let truth = try await standing(subject.node, String(reference.prefix { $0 != ":" }))
            #expect(follower.latest[reference]?.state == truth)
        }
    }

    @Test func aPaymentTheWalletForgotIsSaidToBeRemoved() async throws {
        let subject = try await NodeSubject.start()
        let address = try await subject.rail.makeDestination(order: "order-1", amountMinor: 1).address
        var follower = RailFollower()
        let reference = try await subject.pay(address, "0.1")
        try await follower.catchUp(subject.rail)
        #expect(follower.latest[reference]?.state == .pending)
        // As after a crash that lost the wallet's last write.
        try await subject.node.rpc("removeprunedfunds", [String(reference.prefix { $0 != ":" })], wallet: "shop")
        try await follower.catchUp(subject.rail)
        #expect(follower.latest[reference]?.state == .removed)
        #expect(follower.latest[reference]?.amountMinor == 10_000_000)
    }

    @Test func aRestoredCursorOfANodeSetUpAnewStartsOver() async throws {
        let old = try await NodeSubject.start()
        let cursor = try await old.rail.poll(after: nil).cursor
        let subject = try await NodeSubject.start()
        let address = try await subject.rail.makeDestination(order: "order-1", amountMinor: 1).address
        let reference = try await subject.pay(address, "0.1")
        try await subject.confirm()
        let batch = try await subject.rail.poll(after: cursor)
        #expect(batch.sightings.map(\.reference) == [reference])
    }

    @Test func theCookieIsReadAgainWhenTheNodeWroteANewOne() async throws {
        let node = try await Litecoind.start(authentication: .cookie)
        var configuration = NodeSubject.configuration(of: node)
        configuration.credentials = .cookieFile(node.cookiePath)
        let rail = try NodeRail(configuration)
        #expect(await rail.health().isReady)
        try await node.restart()
        #expect(await rail.health().isReady)
        #expect(throws: Never.self) { try NodeRail(configuration) }
    }

    private func height(_ node: Litecoind) async throws -> Int {
        try #require(Int(try await node.rpc("getblockcount")))
    }

    /// What the shop's wallet and the node say themselves about a payment nobody spent twice.
    private func standing(_ node: Litecoind, _ transaction: String) async throws -> RailSighting.State {
        guard let found = try? await node.rpc("gettransaction", [transaction], wallet: "shop") else { return .removed }
        if !found.contains("\"confirmations\": 0,") { return .confirmed }
        return try await node.rpc("getrawmempool").contains(transaction) ? .pending : .removed
    }

    /// Polls until the condition holds; the node loads its mempool after it already answers.
    private func settle(
        _ follower: inout RailFollower,
        _ subject: NodeSubject,
        _ condition: (RailFollower) -> Bool
    ) async throws {
        for _ in 0..<200 {
            try await follower.catchUp(subject.rail)
            if condition(follower) { return }
            await subject.rail.waitForChange(timeoutSeconds: 0.1)
        }
        Issue.record("it never settled: \(follower.latest.values)")
    }
}
