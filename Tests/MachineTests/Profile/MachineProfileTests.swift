import GPIO
import Machine
import Testing

@Suite("Machine profile")
struct MachineProfileTests {
    @Test func survivesTheWayThroughItsJSON() throws {
        let bytes = Fixture.profile.canonicalJSON()
        let again = try MachineProfile.decode(json: bytes)
        #expect(again == Fixture.profile)
        #expect(again.canonicalJSON() == bytes)
    }

    @Test func writesItsKeysSortedAndWithoutSpaces() {
        let text = String(decoding: Fixture.profile.canonicalJSON(), as: UTF8.self)
        #expect(text.hasPrefix(#"{"board":"simulated","chip":"mintmark-sim","interlocks":[{"blocks":["A1""#))
        #expect(!text.contains(" "))
        #expect(!text.contains("\n"))
    }

    @Test(arguments: ["", "{}", "[]", "null", #"{"version":1}"#, "{\"version\":", "\u{0}"])
    func refusesWhatIsNotAProfile(_ text: String) {
        #expect(throws: MachineError(.unreadableProfile, "")) {
            try MachineProfile.decode(json: Array(text.utf8))
        }
    }

    @Test func refusesATooLargeProfileBeforeReadingIt() {
        #expect(throws: MachineError(.unreadableProfile, "")) {
            try MachineProfile.decode(json: [UInt8](repeating: 0x20, count: MachineProfile.maximumJSONBytes + 1))
        }
    }

    @Test func namesANewerFormatAsSuch() {
        #expect(throws: MachineError(.unsupportedVersion, "")) {
            try MachineProfile.decode(json: Array(#"{"version":2,"stations":[]}"#.utf8))
        }
    }

    @Test func listsEveryLineOnceForItsOwner() {
        let configuration = Fixture.profile.lineConfiguration
        #expect(configuration.outputs.map(\.name.line) == ["motor-A1", "motor-A2", "motor-A3"])
        #expect(configuration.outputs.allSatisfy { $0.safe == .inactive && $0.initial == .inactive })
        #expect(configuration.inputs.map(\.name.line) == ["home-A1", "drop", "home-A2", "door", "tilt"])
        #expect(configuration.inputs[0].debounceMicroseconds == 10_000)
        #expect(configuration.inputs[1].debounceMicroseconds == 0)
        #expect(configuration.inputs[1].bias == .pullUp)
    }

    @Test func knowsWhichLinesAreActiveLow() {
        #expect(Fixture.profile.activeLow(of: Fixture.drop))
        #expect(!Fixture.profile.activeLow(of: Fixture.motor("A1")))
        #expect(!Fixture.profile.activeLow(of: Fixture.name("nothing")))
    }

    @Test func boundsTheLongestDelivery() {
        let profile = Fixture.profile
        // 500 rest + 3000 turn + 1500 window + 300 clearing
        #expect(profile.longestDeliveryMilliseconds(of: profile.lanes[0]) == 5_300)
        // a second attempt adds 5000 for its intent, 500 rest, 3000 turn, 1500 window
        #expect(profile.longestDeliveryMilliseconds(of: profile.lanes[1]) == 15_300)
        #expect(profile.longestDeliveryMilliseconds == 15_300)
    }

    @Test func boundsHowLongAFrozenProgramDrivesAMotor() {
        var lane = Fixture.lane("A1")
        #expect(lane.worstOnMilliseconds(watchdogMilliseconds: 2_000) == 5_000)
        lane.hardwareLimitMilliseconds = 3_500
        #expect(lane.worstOnMilliseconds(watchdogMilliseconds: 2_000) == 3_500)
    }
}
