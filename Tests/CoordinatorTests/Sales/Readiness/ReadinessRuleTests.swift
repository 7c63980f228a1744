import Coordinator
import Testing

@Suite("ReadinessRule")
struct ReadinessRuleTests {
    private static let now: Int64 = 100_000
    private static let rule = ReadinessRule(maximumSilenceMilliseconds: 10_000)

    private static var ready: ReadinessRule.Conditions {
        var conditions = ReadinessRule.Conditions()
        conditions.lastHeardAt = now - 10_000
        conditions.stock = StockRule(stock: 2, reserved: 1)
        return conditions
    }

    typealias Change = @Sendable (inout ReadinessRule.Conditions) -> Void

    /// In the order in which they are told: each row has all faults of the rows below it too.
    static let faults: [(ReadinessRefusal, Change)] = [
        (.recovering, { $0.isRecovering = true }),
        (.machineNotAllowed, { $0.machine = .notAllowed }),
        (.machineQuarantined, { $0.machine = .quarantined }),
        (.profileDiffers, { $0.hasExpectedProfile = false }),
        (.machineOffline, { $0.isConnected = false }),
        (.machineSilent, { $0.lastHeardAt = now - 10_001 }),
        (.interlockOpen, { $0.areInterlocksClosed = false }),
        (.laneDisabled, { $0.isLaneEnabled = false }),
        (.laneFaulted, { $0.isLaneFaulted = true }),
        (.laneNotReady, { $0.isLaneReady = false }),
        (.soldOut, { $0.stock = StockRule(stock: 1, reserved: 1) }),
    ]

    @Test func aMachineInOrderIsReady() {
        #expect(Self.rule.refusal(Self.ready, now: Self.now) == nil)
        var unheard = Self.ready
        unheard.lastHeardAt = nil
        #expect(Self.rule.refusal(unheard, now: Self.now) == nil)
        var ahead = Self.ready
        ahead.lastHeardAt = Self.now + 5
        #expect(Self.rule.refusal(ahead, now: Self.now) == nil)
        var nonsense = Self.ready
        nonsense.lastHeardAt = Int64.min
        #expect(Self.rule.refusal(nonsense, now: Self.now) == .machineSilent)
    }

    @Test func everyFaultAloneIsARefusalWithWords() {
        #expect(Set(Self.faults.map(\.0)) == Set(ReadinessRefusal.allCases))
        for (refusal, change) in Self.faults {
            var conditions = Self.ready
            change(&conditions)
            #expect(Self.rule.refusal(conditions, now: Self.now) == refusal)
            #expect(refusal.words.hasSuffix("."))
        }
    }

    @Test func theMachineComesBeforeTheLane() {
        var conditions = Self.ready
        for (refusal, change) in Self.faults.reversed() {
            change(&conditions)
            // A machine is not allowed or quarantined, never both: the later change replaces the earlier.
            #expect(Self.rule.refusal(conditions, now: Self.now) == refusal)
        }
    }

    @Test func aFailedLaneStaysUnsoldUntilAPersonClearsIt() {
        var script = SaleScript()
        #expect(script.run("A:10h failed") == nil)
        var conditions = Self.ready
        conditions.isLaneFaulted = script.count(.faultLane) > 0
        #expect(Self.rule.refusal(conditions, now: Self.now) == .laneFaulted)
        conditions.isLaneFaulted = false
        #expect(Self.rule.refusal(conditions, now: Self.now) == nil)
    }
}
