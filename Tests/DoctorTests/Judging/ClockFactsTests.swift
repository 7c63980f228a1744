import Testing

@testable import Doctor

@Suite("Clock facts")
struct ClockFactsTests {
    private func facts(
        boot: String = "b",
        source: ClockFacts.Offset.Source = .caller,
        offset: Int64,
        uncertainty: Int64 = 10,
        seconds: UInt64 = 10_000,
        step: Int64 = 0
    ) -> ClockFacts {
        let before = FindingRow.clock(offset: 0).now
        var now = FindingRow.clock(offset: offset, after: seconds * 1_000_000_000).now
        now.boot = boot
        now.offset = .init(source: source, milliseconds: offset, uncertaintyMilliseconds: uncertainty)
        now.wallMilliseconds += step
        return ClockFacts(now: now, before: before)
    }

    @Test func driftIsTheChangeOfTheOffset() {
        #expect(facts(offset: 5_000).driftMillionths == 500)
        #expect(facts(offset: -5_000).driftMillionths == -500)
    }

    @Test func whatTheComparisonMayBeWrongByIsNoDrift() {
        #expect(facts(offset: 5_000, uncertainty: 5_000).driftMillionths == 0)
        #expect(facts(offset: 5_000, uncertainty: 4_989).driftMillionths == 500)
    }

    @Test func looksOfTwoStartsOrWithTwoClocksSayNothing() {
        #expect(facts(boot: "c", offset: 5_000).driftMillionths == nil)
        #expect(facts(source: .coordinator, offset: 5_000).driftMillionths == nil)
        #expect(facts(boot: "c", offset: 0).stepMilliseconds == nil)
    }

    @Test func aStepIsNoDrift() {
        let stepped = facts(offset: 5_000, step: 5_000)
        #expect(stepped.stepMilliseconds == 5_000)
        #expect(stepped.driftMillionths == nil)
    }

    @Test func aLookFromTheFutureIsNotBelieved() {
        var facts = facts(offset: 0)
        facts.before?.steadyNanoseconds = .max
        #expect(facts.stepMilliseconds == nil)
        #expect(facts.driftMillionths == nil)
    }
}
