import Journal
import Machine
import Testing

@testable import EdgeAgent

@Suite("RunPolicy")
struct RunPolicyTests {
    private func run(_ commissioned: Int, of count: Int = 10) -> StoredRun {
        var run = StoredRun(
            id: "r",
            incarnation: 1,
            commandID: "c",
            traceparent: nil,
            gtin: "g",
            count: count,
            state: "running"
        )
        run.commissioned = commissioned
        return run
    }

    private func policy(_ afterFailure: Station.FailurePolicy = .continue) -> RunPolicy {
        var station = TestLine.station
        station.afterFailure = afterFailure
        return RunPolicy([station], patienceNanoseconds: 100)
    }

    private func scrapped(_ reason: StampReason, rejected: Bool = true) -> StampResult {
        var evidence = StampEvidence()
        evidence.rejected = rejected
        return StampResult(.scrapped, reason, evidence: evidence)
    }

    private let good = StampResult(.commissioned, nil)

    @Test func endsWithTheLastCommissionedUnit() {
        var policy = policy()
        #expect(policy.ended(good, at: "S1", of: run(9)) == .goOn)
        #expect(policy.ended(good, at: "S1", of: run(10)) == .end)
    }

    @Test func goesOnAfterAFailureThatIsUnderstood() {
        var policy = policy()
        #expect(policy.ended(scrapped(.readBackMismatch), at: "S1", of: run(0)) == .goOn)
        #expect(policy.ended(good, at: "S1", of: run(1)) == .goOn)
    }

    @Test func interruptsOnDoubtOnAGateThatIsSilentAndByPolicy() {
        var doubt = policy()
        #expect(doubt.ended(scrapped(.restarted), at: "S1", of: run(0)) == .interrupt("restarted"))
        var gate = policy()
        let passed = scrapped(.unreadable, rejected: false)
        #expect(gate.ended(passed, at: "S1", of: run(0)) == .interrupt("gateUnconfirmed"))
        var strict = policy(.hold)
        #expect(strict.ended(scrapped(.unreadable), at: "S1", of: run(0)) == .interrupt("unreadable"))
    }

    @Test func interruptsAfterTooManyFailuresInARow() {
        var policy = policy()
        for _ in 0..<2 { #expect(policy.ended(scrapped(.unreadable), at: "S1", of: run(0)) == .goOn) }
        #expect(policy.ended(scrapped(.unreadable), at: "S1", of: run(0)) == .interrupt("failuresInARow"))
        policy.resume()
        #expect(policy.ended(scrapped(.unreadable), at: "S1", of: run(0)) == .goOn)
    }

    @Test func interruptsBeforeItBurnsABlockOnALineThatTakesNothing() {
        var policy = policy()
        let refused = StampResult(.cannotStart, .payloadNotWritten)
        for _ in 0..<2 { #expect(policy.ended(refused, at: "S1", of: run(0)) == .goOn) }
        #expect(policy.ended(refused, at: "S1", of: run(0)) == .interrupt("failuresInARow"))
    }

    @Test func waitsForALineThatIsNotReadyAndNotForEver() {
        var policy = policy()
        #expect(policy.refused(.notExecuting, at: 1_000) == .pause)
        #expect(policy.refused(.heartbeatLost, at: 1_099) == .pause)
        #expect(policy.ended(good, at: "S1", of: run(1)) == .goOn)
        #expect(policy.refused(.notExecuting, at: 1_100) == .pause)
        #expect(policy.refused(.notExecuting, at: 1_200) == .interrupt("notExecuting"))
        #expect(policy.refused(.notExecuting, at: 1_201) == .pause)
    }
}
