import Measuring
import TestSupport
import Testing

@Suite("Soak schedule")
struct SoakScheduleTests {
    private static func schedule(seed: UInt64, seconds: Double, machines: Int = 3) -> SoakSchedule {
        var numbers = SplitMix64(seed: seed)
        return SoakSchedule(seconds: seconds, machines: machines, using: &numbers)
    }

    @Test func theSameNumbersGiveTheSameFaults() {
        #expect(Self.schedule(seed: 7, seconds: 150) == Self.schedule(seed: 7, seconds: 150))
        #expect(Self.schedule(seed: 7, seconds: 150) != Self.schedule(seed: 8, seconds: 150))
    }

    @Test(arguments: [30, 45, 150, 300] as [Double])
    func everyKindStrikesAndTheEndIsQuiet(seconds: Double) {
        for seed in UInt64(0)..<200 {
            let faults = Self.schedule(seed: seed, seconds: seconds).faults
            #expect(Set(faults.map(\.kind)) == Set(SoakFault.Kind.allCases), "seed \(seed)")
            #expect(faults.allSatisfy { $0.start >= 0 && $0.end <= seconds - 2 }, "seed \(seed)")
            #expect(faults.map(\.start) == faults.map(\.start).sorted(), "seed \(seed)")
            #expect(faults.allSatisfy { ($0.machine != nil) == $0.kind.isOfMachine }, "seed \(seed)")
        }
    }

    @Test func nothingHasTwoFaultsAtOnce() {
        for seed in UInt64(0)..<200 {
            let targets = Dictionary(grouping: Self.schedule(seed: seed, seconds: 300).faults, by: \.machine)
            for faults in targets.values {
                for (first, second) in zip(faults, faults.dropFirst()) {
                    #expect(second.start > first.end, "seed \(seed)")
                }
            }
        }
    }

    @Test func thereIsNothingWhereNothingCanStrike() {
        #expect(Self.schedule(seed: 1, seconds: 300, machines: 0).faults.isEmpty)
        #expect(Self.schedule(seed: 1, seconds: 5).faults.isEmpty)
    }
}
