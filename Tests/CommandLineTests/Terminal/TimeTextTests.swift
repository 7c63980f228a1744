import Foundation
import Testing

@testable import mintmark

@Suite("TimeText")
struct TimeTextTests {
    private let berlin = TimeZone(identifier: "Europe/Berlin")

    @Test func momentsAreInTheZoneOfWhoeverLooks() throws {
        #expect(TimeText.moment(Sample.time, Presentation()) == "2025-11-21 03:11:05Z")
        let local = Presentation(zone: try #require(berlin))
        #expect(TimeText.moment(Sample.time, local) == "2025-11-21 04:11:05")
        #expect(TimeText.moment(0, Presentation()) == "1970-01-01 00:00:00Z")
    }

    @Test(arguments: [
        (0, "0 s"), (119_999, "119 s"), (120_000, "2 min"), (7_199_000, "119 min"), (7_200_000, "2 h"),
        (172_800_000, "2 days"), (-5_000, "0 s"),
    ])
    func agesAreRounded(milliseconds: Int64, text: String) {
        #expect(TimeText.age(Sample.time - milliseconds, now: Sample.time) == text)
    }

    @Test(arguments: [(0, "+0.000 s"), (12, "+0.012 s"), (61_250, "+61.250 s"), (-40, "-0.040 s")])
    func offsetsHaveMilliseconds(milliseconds: Int64, text: String) {
        #expect(TimeText.offset(Sample.time + milliseconds, since: Sample.time) == text)
    }

    @Test(arguments: [
        ("1763694665000", Sample.time), ("2025-11-21T03:11:05Z", Sample.time), ("2025-11-21 04:11:05", Sample.time),
        ("2025-11-21T04:11", Sample.time - 5_000), ("2025-11-21", Sample.time - 4 * 3_600_000 - 665_000),
    ])
    func timesAreRead(text: String, milliseconds: Int64) throws {
        #expect(TimeText.milliseconds(text, zone: try #require(berlin)) == milliseconds)
    }

    @Test(arguments: ["", "yesterday", "2025-02-31", "2025-11", "2025-11-21 25:00", "-5", "2025-11-21 04:11:05:06"])
    func whatIsNoTimeIsNone(text: String) throws {
        #expect(TimeText.milliseconds(text, zone: try #require(berlin)) == nil)
    }
}
