import Testing

@testable import Coordinator

@Suite("Webhook rule")
struct WebhookRuleTests {
    private static let now = Moment(milliseconds: 1_800_000_000_000)
    private static let rule = WebhookRule()

    private static func decide(
        _ answer: WebhookAnswer,
        attempts: Int64 = 0,
        failingForHours: Int64? = nil,
        seed: UInt64 = 7
    ) -> WebhookRule.Decision {
        let since = failingForHours.map { now.adding(seconds: -$0 * 3_600) }
        return rule.decide(answer, after: .init(attempts: attempts, failingSince: since), at: now, seed: seed)
    }

    private static func pause(_ decision: WebhookRule.Decision) -> Int64? {
        if case .retry(let moment) = decision { moment.milliseconds - now.milliseconds } else { nil }
    }

    @Test(arguments: [200, 201, 202, 204, 299]) func whatWasAcceptedIsDone(_ status: Int) {
        #expect(Self.decide(.status(status, retryAfterSeconds: nil), attempts: 9) == .accepted)
    }

    @Test func goneMeansNeverAgain() {
        #expect(Self.decide(.status(410, retryAfterSeconds: nil)) == .disable)
    }

    @Test(arguments: [100, 199, 300, 301, 302, 307, 308, 400, 401, 404, 422, 500, 501, 599])
    func whoeverAnswersAndDoesNotTakeItIsAskedSoOften(_ status: Int) {
        let answer = WebhookAnswer.status(status, retryAfterSeconds: nil)
        // However long it takes: the next message may be taken.
        #expect(Self.pause(Self.decide(answer, attempts: 13, failingForHours: 10_000)) != nil)
        #expect(Self.decide(answer, attempts: 14, failingForHours: 1) == .deadLetter)
    }

    @Test(arguments: [408, 425, 429, 502, 503, 504]) func whoeverIsNotThereIsWaitedForSoLong(_ status: Int) {
        let answer = WebhookAnswer.status(status, retryAfterSeconds: nil)
        #expect(Self.pause(Self.decide(answer, attempts: 10_000, failingForHours: 71)) != nil)
        #expect(Self.decide(answer, attempts: 3, failingForHours: 72) == .deadLetter)
    }

    @Test func noAnswerIsWaitedForSoLongToo() {
        #expect(Self.pause(Self.decide(.none("refused"))) != nil)
        #expect(Self.pause(Self.decide(.none("refused"), attempts: 10_000, failingForHours: 71)) != nil)
        #expect(Self.decide(.none("refused"), attempts: 3, failingForHours: 72) == .deadLetter)
    }

    @Test func pausesDoubleUpToTheLongestAndAreSpread() throws {
        var longestBefore: Int64 = 0
        for attempts in Int64(0)...12 {
            let pauses = try (UInt64(0)..<200).map { seed in
                try #require(Self.pause(Self.decide(.none(""), attempts: attempts, seed: seed)))
            }
            let full = min(5_000 << attempts, 3_600_000)
            let (shortest, longest) = (try #require(pauses.min()), try #require(pauses.max()))
            #expect(shortest >= full / 2 && longest <= full, "\(attempts)")
            // Not all at once: from near the half to near the whole.
            #expect(longest - shortest > full / 3, "\(attempts)")
            #expect(longest >= longestBefore)
            longestBefore = longest
        }
    }

    @Test func theSameSeedGivesTheSamePause() {
        #expect(Self.decide(.none(""), attempts: 4, seed: 5) == Self.decide(.none(""), attempts: 4, seed: 5))
        #expect(Self.decide(.none(""), attempts: 4, seed: 5) != Self.decide(.none(""), attempts: 4, seed: 6))
    }

    @Test func aReceiverMaySayWhenButNotLongerThanTheLongest() {
        func pause(_ seconds: Int64) -> Int64? { Self.pause(Self.decide(.status(503, retryAfterSeconds: seconds))) }
        #expect(pause(600) == 600_000)
        #expect(pause(1_000_000_000_000) == 3_600_000)
        #expect((pause(-5) ?? 0) >= 2_500)
        #expect((pause(0) ?? 0) >= 2_500)
    }

    @Test func manyAttemptsDoNotOverflow() {
        #expect(Self.pause(Self.decide(.none(""), attempts: .max)).map { $0 <= 3_600_000 } == true)
    }
}
