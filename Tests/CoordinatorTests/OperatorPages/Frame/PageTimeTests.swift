import Testing

@testable import Coordinator

@Suite("Page time")
struct PageTimeTests {
    private let now = Moment(milliseconds: 1_800_000_000_000)

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z", "1 Jan 00:00"),
            (951_782_400_000, "2000-02-29T00:00:00Z", "29 Feb 00:00"),
            (1_800_000_000_000, "2027-01-15T08:00:00Z", "15 Jan 08:00"),
            (1_830_297_599_999, "2027-12-31T23:59:59Z", "31 Dec 23:59"),
            (-1, "1969-12-31T23:59:59Z", "31 Dec 23:59"),
        ] as [(Int64, String, String)]
    )
    func isWrittenAsADate(_ milliseconds: Int64, _ iso: String, _ text: String) {
        let time = PageTime(milliseconds, now: now)
        #expect(time.iso == iso)
        #expect(time.text == text)
    }

    @Test(
        arguments: [
            (-5, "soon"), (0, "just now"), (59, "59 s ago"), (60, "1 min ago"), (7_200, "2 h ago"),
            (86_400, "1 day ago"),
            (864_000, "10 days ago"),
        ] as [(Int64, String)]
    )
    func saysHowLongAgo(_ seconds: Int64, _ text: String) {
        #expect(PageTime(now.milliseconds - seconds * 1_000, now: now).age == text)
    }

    @Test(
        arguments: [
            (-5, "just now"), (59, "just now"), (60, "for 1 min"), (7_200, "for 2 h"), (86_400, "for 1 day"),
            (864_000, "for 10 days"),
        ] as [(Int64, String)]
    )
    func saysForHowLong(_ seconds: Int64, _ text: String) {
        #expect(PageTime(now.milliseconds - seconds * 1_000, now: now).lasting == text)
    }

    @Test(arguments: [("1970-01-01", 0), ("2000-02-29", 951_782_400_000), ("2027-01-15", 1_799_971_200_000)])
    func readsADay(_ text: String, _ milliseconds: Int64) {
        #expect(PageTime.start(ofDay: text) == milliseconds)
    }

    @Test(arguments: ["", "2027-02-29", "2027-13-01", "2027-1-5", "15.01.2027", "2027-01-15T00:00", "-2027-01-01"])
    func refusesWhatIsNoDay(_ text: String) {
        #expect(PageTime.start(ofDay: text) == nil)
    }
}
