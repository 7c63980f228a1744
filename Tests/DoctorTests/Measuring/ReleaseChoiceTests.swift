import GPIO
import Machine
import Testing

@testable import Doctor

@Suite("Which line is tried with a killed process")
struct ReleaseChoiceTests {
    private let lane = PulseTarget.lane(Cabinet.lane("A1"))
    private let spare = PulseTarget.spare(Cabinet.name("spare"))

    private func pulse(refused: String? = nil, end: PulseFact.End = .homeSeen) -> PulseFact {
        var pulse = PulseFact(lane: "A1", line: Cabinet.motor("A1"))
        pulse.refused = refused
        pulse.end = refused == nil ? end : nil
        return pulse
    }

    @Test func noneWithoutConsent() {
        #expect(ReleaseTest.choice(among: [], after: []) == nil)
    }

    @Test func aSpareLineGoesBeforeAMotor() {
        #expect(ReleaseTest.choice(among: [lane, spare], after: [pulse()]) == spare)
        #expect(ReleaseTest.choice(among: [lane], after: [pulse()]) == lane)
    }

    @Test func aMotorThatCouldNotBeTurnedIsNotTried() {
        #expect(ReleaseTest.choice(among: [lane], after: [pulse(refused: "the door is open")]) == nil)
        #expect(ReleaseTest.choice(among: [lane], after: [pulse(end: .failed)]) == nil)
        #expect(ReleaseTest.choice(among: [lane], after: [pulse(end: .interlockOpened)]) == nil)
    }
}
