import Testing

@testable import Passport

@Suite("Time as text")
struct UTCTimeTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-11-20T10:00:00.123Z", 1_795_168_800_123),
            ("2000-02-29T23:59:59.9Z", 951_868_799_900), ("2100-02-28T00:00:00Z", 4_107_456_000_000),
        ] as [(String, Int64)]
    )
    func isRead(_ text: String, _ milliseconds: Int64) {
        #expect(UTCTime.milliseconds(text) == milliseconds)
    }

    @Test(
        arguments: [
            "", "2026-11-20", "2026-11-20T10:00:00", "2026-02-30T00:00:00Z", "2100-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z", "2026-11-20T24:00:00Z", "2026-11-20T10:00:00.Z", "2026-11-20T10:00:00.1234Z",
            "2026-11-20 10:00:00Z", "1969-12-31T23:59:59Z", "2026-11-2OT10:00:00Z", "2026-11-20T10:00:00+00:00",
        ]
    )
    func isRefused(_ text: String) {
        #expect(UTCTime.milliseconds(text) == nil)
    }

    @Test func everyDayReadsBack() {
        for day in stride(from: Int64(0), to: 60_000, by: 1) {
            let milliseconds = day * 86_400_000 + 1
            #expect(UTCTime.milliseconds(UTCTime.text(milliseconds: milliseconds)) == milliseconds)
        }
    }
}
