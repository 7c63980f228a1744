import Platform
import Testing

@testable import EdgeAgent

@Suite("Mailbox", .timeLimit(.minutes(1)))
struct MailboxTests {
    @Test func keepsTheOrder() {
        let mailbox = Mailbox<Int>()
        for number in 1...3 { #expect(mailbox.post(number)) }
        #expect((1...4).map { _ in mailbox.next(waitingMilliseconds: 0) } == [1, 2, 3, nil])
    }

    @Test func waitsNoLongerThanItsBound() {
        let mailbox = Mailbox<Int>()
        let before = SystemClock.monotonicNanoseconds
        #expect(mailbox.next(waitingMilliseconds: 20) == nil)
        let waited = SystemClock.monotonicNanoseconds - before
        #expect(waited >= 20_000_000)
        #expect(waited < 5_000_000_000)
    }

    @Test func wakesWhoWaits() async throws {
        let mailbox = Mailbox<Int>()
        let taken = try await withCheckedThrowingContinuation { (waiting: CheckedContinuation<Int?, any Error>) in
            do {
                try DedicatedThread.start("waiting") {
                    waiting.resume(returning: mailbox.next(waitingMilliseconds: 30_000))
                }
            } catch {
                waiting.resume(throwing: error)
            }
            #expect(mailbox.post(7))
        }
        #expect(taken == 7)
    }

    @Test func handsOverWhatNobodyTookAndTakesNothingMore() {
        let mailbox = Mailbox<Int>()
        _ = mailbox.post(1)
        _ = mailbox.post(2)
        #expect(mailbox.close() == [1, 2])
        #expect(!mailbox.post(3))
        #expect(mailbox.next(waitingMilliseconds: 0) == nil)
    }
}
