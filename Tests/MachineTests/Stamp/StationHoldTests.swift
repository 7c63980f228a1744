import Machine
import Testing

@Suite("Station hold")
struct StationHoldTests {
    private func scrapped(_ reason: StampReason, rejected: Bool = true) -> StampResult {
        var evidence = StampEvidence()
        evidence.rejected = rejected
        return StampResult(.scrapped, reason, evidence: evidence)
    }

    @Test func holdsAfterTooManyInARow() {
        var hold = StationHold(of: StationFixture.station(failuresBeforeHold: 3))
        for _ in 0..<2 { hold.note(scrapped(.unreadable)) }
        hold.note(StampResult(.cannotStart, .notExecuting))
        hold.note(StampResult(.commissioned, nil))
        for _ in 0..<2 { hold.note(scrapped(.unreadable)) }
        #expect(!hold.isHolding)
        hold.note(scrapped(.readBackMismatch))
        #expect(hold.isHolding)
        hold.note(StampResult(.commissioned, nil))
        #expect(hold.isHolding)
        hold.release()
        #expect(!hold.isHolding)
        #expect(hold.failuresInARow == 0)
    }

    @Test func holdsAtOnceWhenThePolicySaysSo() {
        var hold = StationHold(of: StationFixture.station(afterFailure: .hold))
        hold.note(scrapped(.unreadable))
        #expect(hold.isHolding)
    }

    @Test func holdsWhateverThePolicyWhenNobodyKnowsOrTheGateWasNotTold() {
        for reason in StampReason.allCases {
            var hold = StationHold(of: StationFixture.station())
            hold.note(scrapped(reason))
            #expect(hold.isHolding == reason.isInDoubt, "\(reason)")
        }
        var hold = StationHold(of: StationFixture.station())
        hold.note(scrapped(.unreadable, rejected: false))
        #expect(hold.isHolding)
    }
}
