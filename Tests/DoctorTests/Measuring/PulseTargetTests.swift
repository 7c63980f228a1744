import GPIO
import Machine
import Testing

@testable import Doctor

@Suite("What may be driven")
struct PulseTargetTests {
    private func resolve(_ name: String) -> PulseTarget? {
        try? PulseTarget.resolve(name, in: Cabinet.profile).get()
    }

    @Test(arguments: ["A1", "motor-A1", "cabinet/motor-A1"]) func aLaneIsKnownByEveryName(name: String) {
        #expect(resolve(name) == .lane(Cabinet.lane("A1")))
    }

    @Test(arguments: ["spare", "cabinet/spare"]) func anotherLineOfTheChipIsASpareOne(name: String) {
        #expect(resolve(name) == .spare(Cabinet.name("spare")))
    }

    @Test(arguments: ["drop", "door", "home-A1", "cabinet/door", "other/spare", "cabinet/", ""])
    func anInputIsNeverDriven(name: String) {
        #expect(resolve(name) == nil)
    }
}
