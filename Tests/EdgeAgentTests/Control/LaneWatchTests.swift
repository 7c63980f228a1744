import GPIO
import Machine
import Protocol
import Testing

@testable import EdgeAgent

@Suite("LaneWatch")
struct LaneWatchTests {
    /// One row: which inputs differ from a machine at rest, and what is said of A1 and A2; nil is ready.
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let changed: [LineName: Level?]
        let first: String?
        let second: String?

        init(_ what: String, _ changed: [LineName: Level?], _ first: String?, _ second: String?) {
            testDescription = what
            self.changed = changed
            self.first = first
            self.second = second
        }
    }

    static let table = [
        Row("at rest", [:], nil, nil),
        Row("door open", [TestMachine.door: .inactive], "interlock", "interlock"),
        Row("A1 not at home", [TestMachine.home("A1"): .inactive], "notAtHome", nil),
        Row("A2 not at home", [TestMachine.home("A2"): .inactive], nil, "notAtHome"),
        Row("drop sensor blocked", [TestMachine.drop: .active], "dropSensorBlocked", "dropSensorBlocked"),
        Row(
            "door open and not at home",
            [TestMachine.door: .inactive, TestMachine.home("A1"): .inactive],
            "interlock",
            "interlock"
        ),
        Row(
            "not at home and blocked",
            [TestMachine.drop: .active, TestMachine.home("A1"): .inactive],
            "notAtHome",
            "dropSensorBlocked"
        ),
        Row("home of A1 not read", [TestMachine.home("A1"): nil], "inputUnreadable", nil),
        Row("drop sensor not read", [TestMachine.drop: nil], "inputUnreadable", "inputUnreadable"),
        Row("door not read", [TestMachine.door: nil], "inputUnreadable", "inputUnreadable"),
    ]

    @Test(arguments: table)
    func says(_ row: Row) {
        var levels = TestMachine.ready
        for (line, level) in row.changed { levels[line] = level }
        let health = LaneWatch(profile: TestMachine.profile).health(levels)
        #expect(health.map(\.id) == ["A1", "A2"])
        #expect(health.map(\.reason) == [row.first, row.second])
        #expect(health.map(\.ready) == [row.first == nil, row.second == nil])
    }

    @Test func letsMotorsRestAfterADelivery() throws {
        var watch = LaneWatch(profile: TestMachine.profile)
        let (first, second) = (TestMachine.profile.lanes[0], TestMachine.profile.lanes[1])
        #expect(watch.earliestStart(of: first) == 0)
        watch.ended(first, at: 1_000_000_000)
        #expect(watch.earliestStart(of: first) == 1_020_000_000)
        #expect(watch.earliestStart(of: second) == 1_020_000_000)
        #expect(watch.deliveries == 1)
    }
}
