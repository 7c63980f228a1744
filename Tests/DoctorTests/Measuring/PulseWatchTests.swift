import GPIO
import Machine
import Testing

@testable import Doctor

@Suite("Watch over a pulse")
struct PulseWatchTests {
    private let second: UInt64 = 1_000_000_000

    private func watch(_ lane: String, at now: UInt64 = 0) throws -> PulseWatch {
        PulseWatch(try #require(Cabinet.profile.lane(lane)), of: Cabinet.profile, at: now)
    }

    @Test func aTurnEndsWhenHomeIsSeenAgain() throws {
        var watch = try watch("A1")
        #expect(watch.changed(Cabinet.home("A1"), to: .inactive, at: 20_000_000) == nil)
        #expect(watch.changed(Cabinet.drop, to: .active, at: 30_000_000) == nil)
        #expect(watch.changed(Cabinet.home("A1"), to: .active, at: 200_000_000) == .homeSeen)
        #expect(
            watch.changes == [
                .init(line: Cabinet.home("A1"), count: 2, afterMilliseconds: 20, last: .active),
                .init(line: Cabinet.drop, count: 1, afterMilliseconds: 30, last: .active),
            ]
        )
    }

    @Test func whosesoeverSwitchMovesTheMotorStopsWhereItStarted() throws {
        var watch = try watch("A1")
        #expect(watch.changed(Cabinet.home("A2"), to: .inactive, at: 1) == nil)
        #expect(watch.changed(Cabinet.home("A2"), to: .active, at: 2) == .homeSeen)
    }

    @Test func aSwitchThatBouncesBeforeItIsLeftEndsNothing() throws {
        var watch = try watch("A1")
        #expect(watch.changed(Cabinet.home("A1"), to: .active, at: 1) == nil)
    }

    @Test func anInterlockEndsItAtOnce() throws {
        var watch = try watch("A1")
        #expect(watch.changed(Cabinet.door, to: .inactive, at: 1) == .interlockOpened)
    }

    @Test func anInterlockOfOtherLanesDoesNot() throws {
        var profile = Cabinet.profile
        profile.interlocks[0].blocks = ["A2"]
        var watch = PulseWatch(try #require(profile.lane("A1")), of: profile, at: 0)
        #expect(watch.changed(Cabinet.door, to: .inactive, at: 1) == nil)
    }

    @Test func theProfileBoundsATurnAndSoDoesTheDoctor() throws {
        #expect(try watch("A1", at: 5 * second).deadline == 5 * second + 300_000_000)
        var profile = Cabinet.profile
        profile.lanes[0].maxOnMilliseconds = 60_000
        profile.lanes[0].homeTimeoutMilliseconds = 60_000
        #expect(PulseWatch(profile.lanes[0], of: profile, at: 0).deadline == 5 * second)
    }

    @Test func aMotorWithoutAHomeSwitchIsDrivenForAMomentOnly() throws {
        #expect(try watch("B1").deadline == 100_000_000)
        var profile = Cabinet.profile
        profile.lanes[2].pulseMilliseconds = 2_000
        #expect(PulseWatch(profile.lanes[2], of: profile, at: 0).deadline == 500_000_000)
    }
}
