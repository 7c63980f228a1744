import Rails
import Testing

/// The facts every rail must show. A rail's tests call `hold(_:)` for each case with a fresh subject.
enum RailContract: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case destinationIsTheSameForTheSameOrderAndNoOther
    case refusesBadOrdersAndAmounts
    case exactPaymentIsSeenOnceAndKeepsItsReference
    case severalPaymentsToOneAddressAreToldApart
    case doubleSpentPaymentEnds
    case reorganisedPaymentEnds
    case aRestartedRailLosesNothing
    case theSameCursorBringsTheSameSightings
    case holdsOrRefusesTo
    case refusesAForeignCursor
    case theHintComesAfterAPayment

    var testDescription: String { rawValue }

    func hold(_ subject: some RailContractSubject) async throws {
        switch self {
        case .destinationIsTheSameForTheSameOrderAndNoOther: try await destinations(subject)
        case .refusesBadOrdersAndAmounts: await badOrders(subject)
        case .exactPaymentIsSeenOnceAndKeepsItsReference: try await exactPayment(subject)
        case .severalPaymentsToOneAddressAreToldApart: try await severalPayments(subject)
        case .doubleSpentPaymentEnds: try await doubleSpend(subject)
        case .reorganisedPaymentEnds: try await reorganisation(subject)
        case .aRestartedRailLosesNothing: try await restart(subject)
        case .theSameCursorBringsTheSameSightings: try await repetition(subject)
        case .holdsOrRefusesTo: try await holding(subject)
        case .refusesAForeignCursor: await foreignCursor(subject)
        case .theHintComesAfterAPayment: try await hint(subject)
        }
    }

    private func settled(_ rail: any Rail) -> RailSighting.State {
        rail.capabilities.canHold ? .held : .confirmed
    }

    private func destinations(_ subject: some RailContractSubject) async throws {
        let first = try await subject.rail.makeDestination(order: "order-1", amountMinor: 150)
        let second = try await subject.rail.makeDestination(order: "order-2", amountMinor: 150)
        #expect(try await subject.rail.makeDestination(order: "order-1", amountMinor: 150) == first)
        #expect(first.address != second.address)
        #expect(first.uri.contains(":" + first.address + "?amount="))
        try await subject.reopen()
        #expect(try await subject.rail.makeDestination(order: "order-1", amountMinor: 150) == first)
        #expect(try await subject.rail.makeDestination(order: "order-2", amountMinor: 150) == second)
        let rail = await subject.rail
        let together = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<4 {
                group.addTask { try await rail.makeDestination(order: "order-3", amountMinor: 1).address }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(together.count == 1, "asked at the same moment: \(together)")
        #expect(together.isDisjoint(with: [first.address, second.address]))
    }

    private func badOrders(_ subject: some RailContractSubject) async {
        for order in ["", "*", "a b", "\n", "é", "../x", String(repeating: "a", count: 101)] {
            await #expect(throws: RailError(.badOrder, ""), "\(order)") {
                try await subject.rail.makeDestination(order: order, amountMinor: 1)
            }
        }
        for amount in [0, -1, Int64.min] {
            await #expect(throws: RailError(.badAmount, ""), "\(amount)") {
                try await subject.rail.makeDestination(order: "order-1", amountMinor: amount)
            }
        }
    }

    private func exactPayment(_ subject: some RailContractSubject) async throws {
        let rail = await subject.rail
        let address = try await rail.makeDestination(order: "order-1", amountMinor: 30).address
        let other = try await rail.makeDestination(order: "order-2", amountMinor: 30).address
        var follower = RailFollower()
        try await follower.catchUp(rail)
        #expect(follower.latest.isEmpty)
        let reference = try await subject.pay(address, "0.30")
        try await follower.catchUp(rail)
        #expect(follower.latest.keys.sorted() == [reference])
        #expect(follower.latest[reference]?.state == .pending)
        #expect(follower.latest[reference]?.confirmations == 0)
        try await subject.confirm()
        try await follower.catchUp(rail)
        let sighting = try #require(follower.latest[reference])
        #expect(follower.latest.count == 1)
        #expect(sighting.state == settled(rail))
        #expect(sighting.confirmations >= 1)
        #expect(sighting.address == address)
        #expect(try sighting.amountMinor == RailAmount(text: "0.3", decimals: rail.asset.decimals).minor)
        #expect(sighting.remainderText == nil)
        #expect(follower.alive(at: other).isEmpty)
    }

    private func severalPayments(_ subject: some RailContractSubject) async throws {
        let rail = await subject.rail
        let address = try await rail.makeDestination(order: "order-1", amountMinor: 30).address
        let other = try await rail.makeDestination(order: "order-2", amountMinor: 30).address
        var follower = RailFollower()
        var references = [try await subject.pay(address, "0.10"), try await subject.pay(address, "0.10")]
        references.append(try await subject.pay(other, "0.55"))
        try await follower.catchUp(rail)
        try await subject.confirm()
        references.append(try await subject.pay(address, "0.07"))
        try await follower.catchUp(rail)
        #expect(Set(references).count == 4)
        #expect(Set(follower.latest.keys) == Set(references))
        let sum = follower.alive(at: address).reduce(0) { $0 + $1.amountMinor }
        #expect(try sum == RailAmount(text: "0.27", decimals: rail.asset.decimals).minor)
        #expect(follower.alive(at: other).map(\.reference) == [references[2]])
    }

    private func doubleSpend(_ subject: some RailContractSubject) async throws {
        let rail = await subject.rail
        let address = try await rail.makeDestination(order: "order-1", amountMinor: 30).address
        let reference = try await subject.pay(address, "0.30")
        var follower = RailFollower()
        try await follower.catchUp(rail)
        #expect(follower.alive(at: address).map(\.reference) == [reference])
        try await subject.doubleSpend(reference)
        try await follower.catchUp(rail)
        #expect(follower.alive(at: address).isEmpty, "it is replaced or removed")
        #expect(follower.latest[reference]?.amountMinor ?? 0 > 0, "and still says what it was")
        try await subject.confirm()
        try await follower.catchUp(rail)
        #expect(follower.alive(at: address).isEmpty)
    }

    private func reorganisation(_ subject: some RailContractSubject) async throws {
        let rail = await subject.rail
        let address = try await rail.makeDestination(order: "order-1", amountMinor: 30).address
        let reference = try await subject.pay(address, "0.30")
        try await subject.confirm()
        var follower = RailFollower()
        try await follower.catchUp(rail)
        #expect(follower.latest[reference]?.state == settled(rail))
        try await subject.reorganise(reference)
        try await follower.catchUp(rail)
        let state = follower.latest[reference]?.state
        #expect(state != .confirmed && state != .held, "it is \(String(describing: state))")
        #expect(follower.latest[reference]?.confirmations == 0)
        #expect(follower.latest[reference]?.blockHash == nil)
    }

    private func restart(_ subject: some RailContractSubject) async throws {
        let address = try await subject.rail.makeDestination(order: "order-1", amountMinor: 30).address
        var follower = RailFollower()
        let first = try await subject.pay(address, "0.10")
        try await follower.catchUp(subject.rail)
        let second = try await subject.pay(address, "0.20")
        try await subject.confirm()
        try await subject.reopen()
        let third = try await subject.pay(address, "0.40")
        try await follower.catchUp(subject.rail)
        #expect(follower.alive(at: address).map(\.reference) == [first, second, third].sorted())
        #expect(follower.latest[first]?.state == settled(await subject.rail), "what changed while it was away")
        var fromTheStart = RailFollower()
        try await fromTheStart.catchUp(subject.rail)
        #expect(fromTheStart.latest == follower.latest)
    }

    private func repetition(_ subject: some RailContractSubject) async throws {
        let address = try await subject.rail.makeDestination(order: "order-1", amountMinor: 30).address
        let start = try await subject.rail.poll(after: nil).cursor
        _ = try await subject.pay(address, "0.10")
        try await subject.confirm()
        _ = try await subject.pay(address, "0.20")
        let once = try await subject.rail.poll(after: start)
        #expect(once.sightings.count == 2)
        #expect(try await subject.rail.poll(after: start) == once)
        try await subject.reopen()
        #expect(try await subject.rail.poll(after: start) == once)
    }

    private func holding(_ subject: some RailContractSubject) async throws {
        let rail = await subject.rail
        guard rail.capabilities.canHold else {
            await #expect(throws: RailError(.unsupported, "")) { try await rail.capture(order: "order-1") }
            await #expect(throws: RailError(.unsupported, "")) { try await rail.release(order: "order-1") }
            return
        }
        await #expect(throws: RailError(.unknownOrder, "")) { try await rail.capture(order: "order-1") }
        var references: [String] = []
        for order in ["order-1", "order-2"] {
            let address = try await rail.makeDestination(order: order, amountMinor: 30).address
            await #expect(throws: RailError(.nothingHeld, "")) { try await rail.release(order: order) }
            references.append(try await subject.pay(address, "0.30"))
        }
        try await subject.confirm()
        var follower = RailFollower()
        try await follower.catchUp(rail)
        #expect(references.map { follower.latest[$0]?.state } == [.held, .held])
        for _ in 0..<2 {
            try await rail.capture(order: "order-1")
            try await rail.release(order: "order-2")
        }
        try await follower.catchUp(rail)
        #expect(references.map { follower.latest[$0]?.state } == [.confirmed, .released])
        await #expect(throws: RailError(.alreadyCaptured, "")) { try await rail.release(order: "order-1") }
        await #expect(throws: RailError(.alreadyReleased, "")) { try await rail.capture(order: "order-2") }
    }

    private func foreignCursor(_ subject: some RailContractSubject) async {
        for cursor in ["", "x", "{}", "[]", "null", "-1", "life.-1", "life.1.1", "\u{0}"] {
            await #expect(throws: RailError(.badCursor, ""), "\(cursor)") {
                try await subject.rail.poll(after: cursor)
            }
        }
    }

    private func hint(_ subject: some RailContractSubject) async throws {
        let rail = await subject.rail
        let address = try await rail.makeDestination(order: "order-1", amountMinor: 30).address
        var follower = RailFollower()
        try await follower.catchUp(rail)
        let reference = try await subject.pay(address, "0.30")
        let clock = ContinuousClock()
        let start = clock.now
        await rail.waitForChange(timeoutSeconds: 60)
        #expect(clock.now - start < .seconds(30), "the payment ended the wait, not the timeout")
        try await follower.catchUp(rail)
        #expect(follower.alive(at: address).map(\.reference) == [reference])
        #expect(await rail.health().isReady)
    }
}
