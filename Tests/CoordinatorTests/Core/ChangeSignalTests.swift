import Signals
import TestSupport
import Testing

@Suite("Change signal")
struct ChangeSignalTests {
    /// Long enough that only a lost notice waits so long.
    private static let never: Double = 120

    @Test(.timeLimit(.minutes(1))) func aNoticeBetweenLookingAndWaitingIsNotLost() async {
        let signal = ChangeSignal()
        let generation = signal.generation
        signal.notify()
        await signal.wait(after: generation, timeoutSeconds: Self.never)
        #expect(signal.generation == generation + 1)
    }

    @Test(.timeLimit(.minutes(1))) func noNoticeIsLostUnderConcurrency() async {
        let signal = ChangeSignal()
        let rounds = 500
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var seen: UInt64 = 0
                    while seen < rounds {
                        await signal.wait(after: seen, timeoutSeconds: Self.never)
                        let now = signal.generation
                        #expect(now > seen)
                        seen = now
                    }
                }
            }
            group.addTask {
                for _ in 0..<rounds {
                    signal.notify()
                    await Task.yield()
                }
            }
        }
        #expect(signal.generation == UInt64(rounds))
    }

    @Test(.timeLimit(.minutes(1))) func oneNoticeWakesEveryone() async throws {
        let signal = ChangeSignal()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { await signal.wait(after: 0, timeoutSeconds: Self.never) } }
            await Task.yield()
            signal.notify()
        }
        #expect(signal.generation == 1)
    }

    @Test(.timeLimit(.minutes(1))) func waitingEndsAtTheTimeout() async {
        let signal = ChangeSignal()
        await signal.wait(after: 0, timeoutSeconds: 0.01)
        #expect(signal.generation == 0)
    }

    @Test(.timeLimit(.minutes(1))) func waitingEndsWhenTheTaskIsCancelled() async {
        let signal = ChangeSignal()
        for turns in 0..<50 {
            let waiting = Task { await signal.wait(after: 0, timeoutSeconds: Self.never) }
            for _ in 0..<turns % 5 { await Task.yield() }
            waiting.cancel()
            await waiting.value
        }
        #expect(signal.generation == 0)
    }
}
