import Machine
import TestSupport
import Testing

/// Random interleavings of answers, losses, delays, restarts and aborts against the PLC model.
@Suite("Stamp sequencer: random histories")
struct StampHistoryTests {
    /// What the histories of one kind came to.
    private struct Tally {
        var statuses: [StampStatus: Int] = [:]
        var reasons: Set<StampReason> = []
        var afterResend = 0
        var commissionedAfterRestart = 0
        var rejections = 0

        mutating func note(_ line: StampLine) {
            rejections += line.plc.rejections
            for result in line.outcomes.values {
                statuses[result.status, default: 0] += 1
                if let reason = result.reason { reasons.insert(reason) }
                guard result.status == .commissioned else { continue }
                afterResend += result.evidence.commandWrites > 1 ? 1 : 0
                commissionedAfterRestart += result.evidence.afterRestart ? 1 : 0
            }
        }
    }

    private func tally(retentive: Bool, misfortune: Double, seeds: Range<UInt64>) throws -> Tally {
        var tally = Tally()
        try forAll(seeds: seeds) { random in
            var line = StampLine(seed: random.next(), retentive: retentive, misfortune: misfortune)
            line.run(units: 4)
            try #require(line.fault == nil, "\(line.fault ?? "")")
            tally.note(line)
        }
        return tally
    }

    @Test func invariantsHoldWhateverHappens() throws {
        let tally = try tally(retentive: true, misfortune: 0.6, seeds: 0..<250)
        // The histories are worth something only if they reach every end, and the narrow ways.
        #expect(Set(tally.statuses.keys) == Set(StampStatus.allCases), "\(tally)")
        #expect(tally.afterResend > 0, "\(tally)")
        #expect(tally.commissionedAfterRestart > 0, "\(tally)")
        #expect(tally.rejections > 0, "\(tally)")
        #expect(tally.reasons.count >= 15, "\(tally.reasons)")
    }

    @Test func invariantsHoldWithAPLCThatForgets() throws {
        let tally = try tally(retentive: false, misfortune: 0.6, seeds: 1_000..<1_250)
        #expect(tally.afterResend == 0, "\(tally)")
        #expect(tally.statuses[.commissioned] ?? 0 > 0, "\(tally)")
        #expect(tally.reasons.contains(.inDoubt), "\(tally)")
    }

    @Test func everyUnitIsCommissionedWhenNothingGoesWrong() throws {
        let tally = try tally(retentive: true, misfortune: 0, seeds: 2_000..<2_020)
        #expect(tally.statuses == [.commissioned: 80], "\(tally)")
        #expect(tally.rejections == 0)
    }
}
