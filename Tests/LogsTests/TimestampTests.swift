import Foundation
import Testing

@testable import Logs

@Suite("Log timestamp")
struct TimestampTests {
    /// The calendar is compared with Foundation's over 400 years, month by month, and around each leap day.
    @Test func isTheDateThatFoundationSays() {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true, timeZone: .gmt)
        let hours: Int64 = 3_600_000
        for step in stride(from: Int64(-30 * 8_766), through: 370 * 8_766, by: 701) {
            let milliseconds = step * hours + 500
            let expected = Date(timeIntervalSince1970: Double(milliseconds) / 1_000).formatted(style)
            #expect(Timestamp.text(milliseconds: milliseconds) == expected)
        }
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (951_782_399_999, "2000-02-28T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"), (951_868_800_000, "2000-03-01T00:00:00.000Z"),
        (4_107_542_399_999, "2100-02-28T23:59:59.999Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
    ])
    func knowsLeapYears(_ milliseconds: Int64, _ text: String) {
        #expect(Timestamp.text(milliseconds: milliseconds) == text)
    }
}
