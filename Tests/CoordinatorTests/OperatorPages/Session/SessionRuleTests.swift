import Testing

@testable import Coordinator

@Suite("Session rule")
struct SessionRuleTests {
    private let rule = SessionRule()
    private let start = Moment(milliseconds: 1_800_000_000_000)

    @Test func endsAfterItsLongestTimeHoweverMuchItIsUsed() {
        let end = rule.end(from: start)
        let last = start.adding(seconds: rule.longestSeconds - 1)
        #expect(rule.holds(seenAt: last, expiresAt: end, now: last))
        #expect(!rule.holds(seenAt: last, expiresAt: end, now: end))
    }

    @Test func endsWhenNobodyUsedIt() {
        let end = rule.end(from: start)
        let almost = start.adding(seconds: rule.idleSeconds - 1)
        #expect(rule.holds(seenAt: start, expiresAt: end, now: almost))
        #expect(!rule.holds(seenAt: start, expiresAt: end, now: almost.adding(seconds: 1)))
    }

    @Test func holdsWhenTheClockWasSetBack() {
        let end = rule.end(from: start)
        #expect(rule.holds(seenAt: start, expiresAt: end, now: start.adding(seconds: -60)))
    }

    @Test func writesItsLastUseNowAndThen() {
        #expect(!rule.isTouchDue(seenAt: start, now: start.adding(seconds: rule.touchSeconds - 1)))
        #expect(rule.isTouchDue(seenAt: start, now: start.adding(seconds: rule.touchSeconds)))
    }
}
