import GPIO
import TestSupport
import Testing

@Suite("EdgeGapDetector")
struct EdgeGapDetectorTests {
    /// Events as (level, sequence, missed), after an input that was inactive when it was requested.
    @Test(
        arguments: [
            // Nothing lost.
            [(1, 1, 0), (0, 2, 0), (1, 3, 0)],
            // The first event dropped.
            [(0, 2, 1), (1, 3, 0)],
            // An even and an odd number dropped in the middle.
            [(1, 1, 0), (0, 4, 2), (1, 5, 0)],
            [(1, 1, 0), (1, 3, 1), (0, 4, 0)],
            // A pulse too short: its first edge was read as its second.
            [(0, 1, 1), (1, 2, 0)],
            [(1, 1, 0), (1, 2, 1), (0, 3, 0)],
            // Both: one dropped, and the levels still do not fit.
            [(1, 1, 0), (0, 3, 2)],
            // A number that repeats or goes back is one loss and is not followed.
            [(1, 1, 0), (0, 2, 0), (1, 2, 1), (0, 3, 0)],
            [(1, 1, 0), (0, 2, 0), (1, 0, 1), (0, 3, 0)],
        ] as [[(UInt8, UInt32, UInt32)]]
    )
    func countsWhatIsMissing(events: [(level: UInt8, sequence: UInt32, missed: UInt32)]) throws {
        var detector = EdgeGapDetector(level: .inactive)
        for event in events {
            let level = try #require(Level(rawValue: event.level))
            #expect(detector.observe(level, sequence: event.sequence) == event.missed)
        }
    }

    @Test func numbersWrapAround() {
        var detector = EdgeGapDetector(level: .inactive, sequence: .max - 1)
        #expect(detector.observe(.active, sequence: .max) == 0)
        #expect(detector.observe(.inactive, sequence: 0) == 0)
        #expect(detector.observe(.active, sequence: 1) == 0)

        var losing = EdgeGapDetector(level: .inactive, sequence: .max - 1)
        #expect(losing.observe(.inactive, sequence: 2) == 3)
    }

    @Test func anUnknownFirstLevelProvesNothing() {
        var detector = EdgeGapDetector(level: nil)
        #expect(detector.observe(.inactive, sequence: 1) == 0)
        #expect(detector.observe(.inactive, sequence: 2) == 1)
    }

    @Test func everyDroppedEventIsCounted() throws {
        try forAll { generator in
            let start = UInt32.random(in: .min ... .max, using: &generator)
            var detector = EdgeGapDetector(level: .inactive, sequence: start)
            var sequence = start
            var level = Level.inactive
            var dropped: UInt32 = 0
            for _ in 0..<200 {
                sequence &+= 1
                level = level.inverted
                if Bool.random(using: &generator) {
                    dropped += 1
                } else {
                    try #require(detector.observe(level, sequence: sequence) == dropped)
                    dropped = 0
                }
            }
        }
    }
}
