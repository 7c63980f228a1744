import Journal
import Testing

@Suite("Delivery")
struct DeliveryTests {
    @Test func sequencesAreDenseAndGivenToTheMaker() throws {
        let bench = try Bench()
        var seen: [Int64] = []
        for _ in 0..<3 {
            try bench.store.appendReceipt(kind: "audit", at: instant(1)) { sequence in
                seen.append(sequence)
                return [1]
            }
        }
        #expect(seen == [1, 2, 3])
        #expect(throws: JournalError(.receiptNotMade, "")) {
            try bench.store.appendReceipt(kind: "audit", at: instant(1)) { _ in throw IntentTests.SigningFailed() }
        }
        try bench.append()
        #expect(try pending(bench) == [1, 2, 3, 4])
    }

    @Test func theCursorNeverGoesBackOrAhead() throws {
        let bench = try Bench()
        for _ in 0..<5 { try bench.append() }
        try bench.store.acknowledge(through: 3, at: instant(5))
        #expect(try pending(bench) == [4, 5])
        try bench.store.acknowledge(through: 1, at: instant(5))
        #expect(try pending(bench) == [4, 5])
        #expect(throws: JournalError(.sequenceAhead, "")) { try bench.store.acknowledge(through: 6, at: instant(5)) }
        #expect(throws: JournalError(.sequenceAhead, "")) {
            try bench.store.reject(sequence: 6, code: "bad", at: instant(5))
        }
        #expect(try pending(bench) == [4, 5])
        #expect(try bench.store.keptReceipts(fromSequence: 2, limit: 3).map(\.sequence) == [2, 3, 4])
        #expect(try bench.open().pendingReceipts(limit: 9, maximumBytes: 1_000).map(\.sequence) == [4, 5])
    }

    @Test func aBatchHasItsLimitsAndAlwaysMakesProgress() throws {
        let bench = try Bench()
        try bench.append(1_000)
        for _ in 0..<4 { try bench.append(10) }
        #expect(try bench.store.pendingReceipts(limit: 2, maximumBytes: 9_999).map(\.sequence) == [1, 2])
        #expect(try bench.store.pendingReceipts(limit: 9, maximumBytes: 1_015).map(\.sequence) == [1, 2])
        #expect(try bench.store.pendingReceipts(limit: 9, maximumBytes: 1_000).map(\.sequence) == [1])
        // The oldest goes alone even when it is larger than a batch may be.
        #expect(try bench.store.pendingReceipts(limit: 9, maximumBytes: 5).map(\.sequence) == [1])
        #expect(try bench.store.pendingReceipts(limit: 0, maximumBytes: 5) == [])
        try bench.store.acknowledge(through: 1, at: instant(5))
        #expect(try bench.store.pendingReceipts(limit: 9, maximumBytes: 25).map(\.sequence) == [2, 3])
    }

    @Test func aRejectedReceiptBlocksNothingAndIsKept() throws {
        let bench = try Bench()
        for _ in 0..<5 { try bench.append() }
        try bench.store.reject(sequence: 3, code: "badSignature", at: instant(5))
        #expect(try pending(bench) == [1, 2, 4, 5])
        #expect(try bench.store.identity().acknowledgedSequence == 0)
        try bench.store.reject(sequence: 1, code: "badSignature", at: instant(5))
        try bench.store.reject(sequence: 1, code: "again", at: instant(6))
        #expect(try bench.store.identity().acknowledgedSequence == 1)
        try bench.store.reject(sequence: 2, code: "badSignature", at: instant(5))
        // The cursor passed the third too.
        #expect(try bench.store.identity().acknowledgedSequence == 3)
        #expect(try pending(bench) == [4, 5])
        try bench.store.acknowledge(through: 5, at: instant(7))
        let letters = try bench.store.deadLetters()
        #expect(letters.map(\.sequence) == [1, 2, 3])
        #expect(letters.map(\.code) == ["badSignature", "badSignature", "badSignature"])
        #expect(letters.first?.payload == [UInt8](repeating: 5, count: 8))
        let statistics = try bench.store.statistics(now: instant(9))
        #expect(statistics.deadLetters == 3)
        #expect(statistics.pendingReceipts == 0)
    }

    @Test func deadLettersAreBoundedAndCounted() throws {
        var configuration = Bench.small
        configuration.maximumDeadLetters = 2
        let bench = try Bench(configuration)
        for _ in 0..<4 { try bench.append() }
        for sequence in Int64(1)...4 { try bench.store.reject(sequence: sequence, code: "bad", at: instant(5)) }
        #expect(try bench.store.deadLetters().map(\.sequence) == [3, 4])
        #expect(try bench.store.statistics(now: instant(9)).droppedDeadLetters == 2)
        #expect(try pending(bench) == [])
    }

    @Test func depthBytesAndAgeAreExactWithoutCounting() throws {
        let bench = try Bench()
        for bytes in 1...10 { try bench.append(bytes) }
        try bench.store.acknowledge(through: 4, at: instant(5))
        let statistics = try bench.store.statistics(now: instant(64))
        #expect(statistics.pendingReceipts == 6)
        #expect(statistics.pendingBytes == Int64((5...10).reduce(0, +)))
        #expect(statistics.oldestPendingMilliseconds == 60_000)
        #expect(statistics.keptReceipts == 4)
    }

    @Test func aFullOutboxRefusesAllButOutcomes() throws {
        var configuration = Bench.small
        configuration.maximumPendingReceipts = 7
        let bench = try Bench(configuration)
        try bench.receive(1)
        try bench.receive(2)
        try bench.intend(1)
        for _ in 0..<3 { try bench.append() }
        #expect(throws: JournalError(.queueFull, "")) { try bench.append() }
        #expect(throws: JournalError(.queueFull, "")) {
            try bench.store.closeWithoutIntent(commandID: "c2", kind: "expired", at: instant(2)) { _ in [1] }
        }
        try bench.finish(1)
        try bench.store.acknowledge(through: 4, at: instant(5))
        try bench.append()
    }

    private func pending(_ bench: Bench) throws -> [Int64] {
        try bench.store.pendingReceipts(limit: 100, maximumBytes: 1 << 20).map(\.sequence)
    }
}
