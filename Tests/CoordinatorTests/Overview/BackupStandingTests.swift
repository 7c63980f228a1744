import Testing

@testable import Coordinator

@Suite("Backup standing")
struct BackupStandingTests {
    private static let day: Int64 = 86_400_000
    private static let now: Int64 = 1_800_000_000_000

    private func standing(lastDaysAgo: Int64?, extra: Int64 = 0) -> BackupStanding {
        BackupStanding(
            last: lastDaysAgo.map { Self.now - $0 * Self.day - extra },
            since: Self.now - 400 * Self.day,
            now: Self.now
        )
    }

    @Test func isRecentForAWeek() {
        #expect(standing(lastDaysAgo: 0) == .recent(at: Self.now))
        #expect(!standing(lastDaysAgo: 7).isLate)
        #expect(standing(lastDaysAgo: 7, extra: 1) == .old(at: Self.now - 7 * Self.day - 1, days: 7))
        #expect(standing(lastDaysAgo: 30).isLate)
    }

    @Test func givesANewCoordinatorOneDay() {
        func without(since: Int64?) -> BackupStanding { BackupStanding(last: nil, since: since, now: Self.now) }
        #expect(without(since: nil) == .missing(isLate: false))
        #expect(without(since: Self.now - Self.day) == .missing(isLate: false))
        #expect(without(since: Self.now - Self.day - 1) == .missing(isLate: true))
    }

    @Test func isNotLateWhenTheClockWentBack() {
        #expect(BackupStanding(last: Self.now + Self.day, since: Self.now, now: Self.now).isLate == false)
        #expect(BackupStanding(last: nil, since: Self.now + Self.day, now: Self.now).isLate == false)
    }

    @Test(arguments: [(999, "999 bytes"), (12_345, "12.3 kB"), (80_100_000, "80.1 MB"), (5_000_000_000, "5.0 GB")])
    func saysHowLargeItIs(_ bytes: Int64, _ words: String) {
        #expect(BackupWords.size(bytes) == words)
    }
}
