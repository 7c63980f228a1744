import Supervision
import Testing

@Suite("ChildMachine")
struct ChildMachineTests {
    private static let millisecond: UInt64 = 1_000_000

    /// A child whose watchdog is three seconds, at the time it became ready.
    private func readyChild(_ change: (inout ChildPolicy) -> Void = { _ in }) -> ChildMachine {
        var policy = ChildPolicy(watchdogMilliseconds: 3_000)
        change(&policy)
        var child = ChildMachine(policy: policy)
        #expect(child.handle(.begin, at: 0) == [.spawn])
        #expect(child.handle(.spawned, at: 0).isEmpty)
        #expect(child.handle(.message(.ready), at: 0).isEmpty)
        return child
    }

    private func milliseconds(_ count: UInt64) -> UInt64 { count * Self.millisecond }

    @Test func theWatchdogCountsFromReady() {
        var child = ChildMachine(policy: ChildPolicy(watchdogMilliseconds: 3_000))
        #expect(child.handle(.begin, at: 0) == [.spawn])
        #expect(child.handle(.spawned, at: 0).isEmpty)
        #expect(child.handle(.timePassed, at: milliseconds(10_000)).isEmpty)
        #expect(child.handle(.message(.ready), at: milliseconds(10_000)).isEmpty)
        #expect(child.deadline == milliseconds(13_000))
    }

    @Test func aSilentChildIsKilledAndStartedAgain() {
        var child = readyChild()
        #expect(child.handle(.timePassed, at: milliseconds(2_999)).isEmpty)
        #expect(child.handle(.timePassed, at: milliseconds(3_000)) == [.kill])
        #expect(child.handle(.timePassed, at: milliseconds(9_000)).isEmpty)
        #expect(child.handle(.exited(.signal(9)), at: milliseconds(3_100)).isEmpty)
        #expect(child.lastEnd == "it gave no sign of life for 3000 ms, and was ended by signal 9")
        #expect(child.handle(.timePassed, at: milliseconds(3_299)).isEmpty)
        #expect(child.handle(.timePassed, at: milliseconds(3_300)) == [.spawn])
    }

    @Test func aSignOfLifeMovesTheDeadline() {
        var child = readyChild()
        #expect(child.handle(.message(.alive), at: milliseconds(2_000)).isEmpty)
        #expect(child.handle(.timePassed, at: milliseconds(4_999)).isEmpty)
        #expect(child.handle(.timePassed, at: milliseconds(5_000)) == [.kill])
    }

    @Test func aSignOfLifeOfAKilledChildChangesNothing() {
        var child = readyChild()
        #expect(child.handle(.timePassed, at: milliseconds(3_000)) == [.kill])
        #expect(child.handle(.message(.alive), at: milliseconds(3_001)).isEmpty)
        #expect(child.state == .killing)
    }

    @Test func theServiceMayChangeItsWatchdog() {
        var child = readyChild()
        #expect(child.handle(.message(.watchdogTime(microseconds: 500_000)), at: 0).isEmpty)
        #expect(child.deadline == milliseconds(500))
        #expect(child.handle(.message(.watchdogTime(microseconds: 0)), at: 0).isEmpty)
        #expect(child.deadline == nil)
        #expect(child.handle(.message(.watchdogTime(microseconds: .max)), at: milliseconds(1)).isEmpty)
        #expect(child.deadline != nil)
    }

    @Test func aChildThatReportsItselfAsFailedIsKilled() {
        var child = readyChild()
        #expect(child.handle(.message(.failed), at: 1) == [.kill])
    }

    @Test func aChildThatIsNeverReadyIsKilled() {
        var child = ChildMachine(policy: ChildPolicy())
        #expect(child.handle(.begin, at: 0) == [.spawn])
        #expect(child.handle(.spawned, at: 0).isEmpty)
        #expect(child.handle(.timePassed, at: milliseconds(60_000)) == [.kill])
    }

    @Test func aChildWithoutNotificationIsReadyWhenItRuns() {
        var child = ChildMachine(policy: ChildPolicy(notifies: false, watchdogMilliseconds: 1))
        #expect(child.handle(.begin, at: 0) == [.spawn])
        #expect(child.handle(.spawned, at: 0).isEmpty)
        #expect(child.state == .ready(aliveUntil: nil))
    }

    @Test func thePauseDoublesUpToItsLimitAndBeginsAnewAfterASteadyLife() {
        var child = readyChild()
        var now: UInt64 = 0
        var pauses: [UInt64] = []
        for _ in 0..<8 {
            #expect(child.handle(.exited(.status(1)), at: now).isEmpty)
            let until = child.deadline ?? 0
            pauses.append((until - now) / Self.millisecond)
            now = until
            #expect(child.handle(.timePassed, at: now) == [.spawn])
            #expect(child.handle(.spawned, at: now).isEmpty)
        }
        #expect(pauses == [200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000])
        now += milliseconds(10_000)
        #expect(child.handle(.exited(.status(1)), at: now).isEmpty)
        #expect(child.deadline == now + milliseconds(200))
    }

    @Test(arguments: [Int32(78), 64, 126, 127])
    func aWrongConfigurationIsNotStartedAgain(_ status: Int32) {
        var child = readyChild()
        #expect(child.handle(.exited(.status(status)), at: 1).isEmpty)
        #expect(child.state == .ended)
        #expect(child.lastEnd == "ended with status \(status)")
    }

    @Test func aSignalWithTheNumberOfAFinalStatusIsNoStatus() {
        var child = readyChild()
        #expect(child.handle(.exited(.signal(64)), at: 1).isEmpty)
        #expect(child.state != .ended)
    }

    @Test func stoppingAsksFirstAndKillsAtTheLimit() {
        var child = readyChild { $0.stopMilliseconds = 500 }
        #expect(child.handle(.stop, at: 0) == [.terminate])
        #expect(child.handle(.stop, at: 1).isEmpty)
        #expect(child.handle(.timePassed, at: milliseconds(499)).isEmpty)
        #expect(child.handle(.timePassed, at: milliseconds(500)) == [.kill])
        #expect(child.handle(.exited(.signal(9)), at: milliseconds(501)).isEmpty)
        #expect(child.state == .ended)
    }

    @Test func aChildThatStopsByItselfHasNoWatchdogButALimit() {
        var child = readyChild { $0.stopMilliseconds = 5_000 }
        #expect(child.handle(.message(.stopping), at: 0).isEmpty)
        #expect(child.handle(.timePassed, at: milliseconds(3_000)).isEmpty)
        #expect(child.handle(.timePassed, at: milliseconds(5_000)) == [.kill])
        #expect(child.handle(.exited(.signal(9)), at: milliseconds(5_001)).isEmpty)
        #expect(child.state == .waiting(until: milliseconds(5_201)))
    }

    @Test func stoppingWhilePausingEndsAtOnce() {
        var child = readyChild()
        #expect(child.handle(.exited(.status(1)), at: 0).isEmpty)
        #expect(child.handle(.stop, at: 1).isEmpty)
        #expect(child.state == .ended)
        #expect(child.handle(.timePassed, at: milliseconds(60_000)).isEmpty)
    }

    @Test func stoppingWhileBeingStartedEndsItAsSoonAsItRuns() {
        var child = ChildMachine(policy: ChildPolicy())
        #expect(child.handle(.begin, at: 0) == [.spawn])
        #expect(child.handle(.stop, at: 0).isEmpty)
        #expect(child.handle(.spawned, at: 0) == [.terminate])
    }

    @Test func aProgramThatCanNotBeStartedIsTriedAgainLater() {
        var child = ChildMachine(policy: ChildPolicy())
        #expect(child.handle(.begin, at: 0) == [.spawn])
        #expect(child.handle(.notSpawned("no memory"), at: 0).isEmpty)
        #expect(child.state == .waiting(until: milliseconds(200)))
        #expect(child.lastEnd == "no memory")
    }

    @Test func whatALifeSaidIsForgottenInTheNext() {
        var child = readyChild()
        #expect(child.handle(.message(.status("well")), at: 0).isEmpty)
        #expect(child.status == "well")
        #expect(child.handle(.exited(.status(1)), at: 0).isEmpty)
        #expect(child.handle(.timePassed, at: milliseconds(200)) == [.spawn])
        #expect(child.handle(.spawned, at: milliseconds(200)).isEmpty)
        #expect(child.status == nil)
        #expect(child.starts == 2)
    }
}
