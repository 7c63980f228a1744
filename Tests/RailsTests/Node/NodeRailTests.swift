import Rails
import TestSupport
import Testing

/// Every case has a litecoind of its own; one after the other, since a node start costs a core for a second.
@Suite("NodeRail", .serialized)
struct NodeRailTests {
    @Test(arguments: RailContract.allCases)
    func keepsTheContract(fact: RailContract) async throws {
        try await fact.hold(try await NodeSubject.start())
    }

    @Test func theAddressIsASegWitAddressLabelledWithTheOrder() async throws {
        let subject = try await NodeSubject.start(coins: 0)
        let destination = try await subject.rail.makeDestination(order: "order-1", amountMinor: 1_500_000)
        #expect(destination.address.hasPrefix("rltc1"))
        #expect(destination.uri == "litecoin:\(destination.address)?amount=0.015")
        #expect(try await subject.rail.makeDestination(order: "order-1", amountMinor: 1_500_000) == destination)
        let labelled = try await subject.node.rpc("getaddressesbylabel", ["order-1"], wallet: "shop")
        #expect(labelled.contains("\"\(destination.address)\""))
        #expect(labelled.split(separator: "purpose").count == 2, "asking again used up no second address")
    }

    @Test func amountsAreExactToTheLastUnit() async throws {
        let amounts = ["0.00100001", "0.1", "0.30000001", "12.34567891"]
        let subject = try await NodeSubject.start(coins: amounts.count)
        for (index, amount) in amounts.enumerated() {
            let address = try await subject.rail.makeDestination(order: "order-\(index)", amountMinor: 1).address
            let reference = try await subject.pay(address, amount)
            let sightings = try await subject.rail.poll(after: nil).sightings
            let sighting = try #require(sightings.first { $0.reference == reference })
            #expect(try sighting.amountMinor == RailAmount(text: amount, decimals: 8).minor)
        }
    }

    @Test func twoOutputsOfOneTransactionToOneAddressAreTwoPayments() async throws {
        let subject = try await NodeSubject.start(coins: 1)
        let address = try await subject.rail.makeDestination(order: "order-1", amountMinor: 1).address
        let other = try await subject.rail.makeDestination(order: "order-2", amountMinor: 1).address
        let transaction = try await subject.node.send(outputs: [(address, "0.1"), (other, "0.2"), (other, "0.2")])
        try await subject.confirm()
        let sightings = try await subject.rail.poll(after: nil).sightings
        #expect(sightings.count == 3)
        #expect(Set(sightings.map(\.reference)).count == 3)
        #expect(sightings.allSatisfy { $0.reference.hasPrefix(transaction + ":") })
        #expect(sightings.filter { $0.address == other }.map(\.amountMinor) == [20_000_000, 20_000_000])
    }

    @Test func aBumpedFeeIsAReplacementThatPaysTheSameOrder() async throws {
        let subject = try await NodeSubject.start()
        let address = try await subject.rail.makeDestination(order: "order-1", amountMinor: 1).address
        let first = try await subject.pay(address, "0.3")
        var follower = RailFollower()
        try await follower.catchUp(subject.rail)
        #expect(follower.latest[first]?.replaceable == true)
        let bumped = try await subject.node.bumpFee(String(first.prefix { $0 != ":" }))
        try await follower.catchUp(subject.rail)
        let second = try await subject.reference(bumped, address)
        #expect(follower.latest[first]?.state == .replaced(by: bumped))
        #expect(follower.alive(at: address).map(\.reference) == [second])
        try await subject.confirm()
        try await follower.catchUp(subject.rail)
        #expect(follower.latest[first]?.state == .replaced(by: bumped))
        #expect(follower.latest[second]?.state == .confirmed)
    }

    @Test func aDoubleSpendConfirmedBetweenTwoPollsIsNoticed() async throws {
        let subject = try await NodeSubject.start()
        let address = try await subject.rail.makeDestination(order: "order-1", amountMinor: 1).address
        let reference = try await subject.pay(address, "0.3")
        var follower = RailFollower()
        try await follower.catchUp(subject.rail)
        #expect(follower.latest[reference]?.state == .pending)
        try await subject.doubleSpend(reference)
        try await subject.node.mine(2)
        // The node does not list it any more at all.
        let listing = try await subject.node.rpc("listsinceblock", wallet: "shop")
        #expect(!listing.contains(reference.prefix { $0 != ":" }))
        try await follower.catchUp(subject.rail)
        #expect(follower.latest[reference]?.state == .replaced(by: nil))
        #expect(follower.latest[reference]?.amountMinor == 30_000_000)
    }

    @Test func aPaymentIsRepeatedUntilTheTrackedDepthAndThenNoMore() async throws {
        let subject = try await NodeSubject.start()
        let depth = subject.configuration.trackedDepth
        let address = try await subject.rail.makeDestination(order: "order-1", amountMinor: 1).address
        let reference = try await subject.pay(address, "0.3")
        var cursor: String?
        var seen: [Int] = []
        for _ in 0..<(depth + 3) {
            try await subject.confirm()
            let batch = try await subject.rail.poll(after: cursor)
            cursor = batch.cursor
            seen += batch.sightings.filter { $0.reference == reference }.map(\.confirmations)
        }
        #expect(seen.prefix(depth) == Array(1...depth)[...])
        #expect(seen.count < depth + 3, "it is not repeated for ever")
        // Nobody polled while it went from one confirmation to far below the tracked depth.
        let late = try await subject.pay(address, "0.1")
        try await subject.confirm()
        cursor = try await subject.rail.poll(after: cursor).cursor
        try await subject.node.mine(depth * 2)
        let found = try await subject.rail.poll(after: cursor).sightings.first { $0.reference == late }
        #expect(found?.confirmations == depth * 2 + 1)
    }

    @Test func aReorganisationThatMinesThePaymentAgainSaysBoth() async throws {
        let subject = try await NodeSubject.start()
        let address = try await subject.rail.makeDestination(order: "order-1", amountMinor: 1).address
        let reference = try await subject.pay(address, "0.3")
        try await subject.confirm()
        var follower = RailFollower()
        try await follower.catchUp(subject.rail)
        let block = follower.latest[reference]?.blockHash
        try await subject.node.invalidateBestBlock()
        try await follower.catchUp(subject.rail)
        #expect(follower.latest[reference]?.state == .pending)
        try await subject.node.mine(2)
        try await follower.catchUp(subject.rail)
        #expect(follower.latest[reference]?.state == .confirmed)
        #expect(follower.latest[reference]?.confirmations == 2)
        #expect(follower.latest[reference]?.blockHash != block)
    }

    @Test func aReorganisationBelowTheCursorsBlockIsNoticed() async throws {
        var configuration: NodeConfiguration
        let subject = try await NodeSubject.start()
        configuration = subject.configuration
        configuration.trackedDepth = 2
        let rail = try NodeRail(configuration)
        let address = try await rail.makeDestination(order: "order-1", amountMinor: 1).address
        let reference = try await subject.pay(address, "0.3")
        let mined = try await subject.node.mine(4)
        var follower = RailFollower()
        try await follower.catchUp(rail)
        #expect(follower.latest[reference]?.confirmations == 4)
        try await subject.node.rpc("invalidateblock", [mined[0]])
        try await follower.catchUp(rail)
        #expect(follower.latest[reference]?.state == .pending)
        for _ in 0..<5 { try await subject.node.mineEmpty() }
        try await follower.catchUp(rail)
        #expect(follower.latest[reference]?.state == .pending)
        #expect(follower.latest[reference]?.confirmations == 0)
    }

    @Test func miningRewardsAreNoPayments() async throws {
        let subject = try await NodeSubject.start(coins: 0)
        let address = try await subject.rail.makeDestination(order: "order-1", amountMinor: 1).address
        try await subject.node.rpc("generatetoaddress", ["1", address])
        try await subject.node.mine(101)
        #expect(try await subject.rail.poll(after: nil).sightings.isEmpty)
    }
}
