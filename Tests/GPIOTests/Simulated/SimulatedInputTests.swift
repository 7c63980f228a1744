import Testing

@testable import GPIO

@Suite("SimulatedInput")
struct SimulatedInputTests {
    @Test func withoutDebounceEveryChangeIsAnEdge() {
        var input = SimulatedInput(level: .inactive, debounceMicroseconds: 0)
        input.change(to: .active, at: 5)
        input.change(to: .active, at: 6)
        input.change(to: .inactive, at: 7)
        #expect(input.take() == [edge(.active, 5, 1), edge(.inactive, 7, 2)])
        #expect(input.take().isEmpty)
    }

    @Test func aDebouncedChangeCountsWhenThePeriodIsOver() {
        var input = SimulatedInput(level: .inactive, debounceMicroseconds: 1)
        input.change(to: .active, at: 100)
        #expect(input.deadline == 1_100)
        #expect(input.settled == .inactive)
        input.settle(at: 1_099)
        #expect(input.take().isEmpty)
        input.settle(at: 2_000)
        #expect(input.settled == .active)
        #expect(input.take() == [edge(.active, 1_100, 1)], "stamped when it was still for the whole period")
        #expect(input.deadline == nil)
    }

    @Test func everyChangeStartsThePeriodAgain() {
        var input = SimulatedInput(level: .inactive, debounceMicroseconds: 1)
        input.change(to: .active, at: 0)
        input.change(to: .inactive, at: 900)
        input.change(to: .active, at: 950)
        input.settle(at: 1_949)
        #expect(input.take().isEmpty)
        input.settle(at: 1_950)
        #expect(input.take() == [edge(.active, 1_950, 1)])
    }

    @Test func aGlitchLeavesNoTrace() {
        var input = SimulatedInput(level: .active, debounceMicroseconds: 1)
        input.change(to: .inactive, at: 0)
        input.change(to: .active, at: 999)
        input.settle(at: 10_000)
        #expect(input.take().isEmpty)
        #expect(input.settled == .active)
    }

    @Test func aPeriodThatEndedBetweenTwoChangesCountsFirst() {
        var input = SimulatedInput(level: .inactive, debounceMicroseconds: 1)
        input.change(to: .active, at: 0)
        input.change(to: .inactive, at: 5_000)
        input.settle(at: 9_000)
        #expect(input.take() == [edge(.active, 1_000, 1), edge(.inactive, 6_000, 2)])
    }

    @Test func theOldestOfMoreThanSixteenIsDropped() {
        var input = SimulatedInput(level: .inactive, debounceMicroseconds: 0)
        for time in 1...17 { input.change(to: time.isMultiple(of: 2) ? .inactive : .active, at: UInt64(time)) }
        let edges = input.take()
        #expect(edges.map(\.sequence) == Array(2...17))
        #expect(edges.last == edge(.active, 17, 17))
    }

    private func edge(_ level: Level, _ time: UInt64, _ sequence: UInt32) -> SimulatedEdge {
        SimulatedEdge(level: level, timestampNanoseconds: time, sequence: sequence)
    }
}
