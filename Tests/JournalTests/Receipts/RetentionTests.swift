import Journal
import Testing

@Suite("Retention")
struct RetentionTests {
    private static let day: Int64 = 86_400

    @Test func keepsAcknowledgedReceiptsThirtyDays() throws {
        let bench = try Bench()
        for _ in 0..<3 { try bench.append() }
        // Made today, acknowledged in ten days: the thirty days count from there.
        try bench.store.acknowledge(through: 2, at: instant(10 * Self.day))
        #expect(try bench.store.pruneAcknowledged(now: instant(39 * Self.day)) == 0)
        #expect(try bench.store.pruneAcknowledged(now: instant(41 * Self.day)) == 2)
        #expect(try bench.store.keptReceipts(fromSequence: 1, limit: 9).map(\.sequence) == [3])
        // Never what is still to be sent, however old.
        #expect(try bench.store.pruneAcknowledged(now: instant(4_000 * Self.day)) == 0)
        #expect(try bench.store.pendingReceipts(limit: 9, maximumBytes: 99).map(\.sequence) == [3])
    }

    @Test func aWrongClockKeepsLonger() throws {
        let bench = try Bench()
        let unset = JournalInstant(monotonicMilliseconds: 5, wallMilliseconds: 1_000)
        for _ in 0..<2 { try bench.append() }
        try bench.store.acknowledge(through: 1, at: unset)
        #expect(try bench.store.pruneAcknowledged(now: instant(365 * Self.day)) == 0)
        try bench.store.acknowledge(through: 2, at: instant(365 * Self.day))
        #expect(try bench.store.pruneAcknowledged(now: unset) == 0)
        #expect(try bench.store.pruneAcknowledged(now: instant(370 * Self.day)) == 0)
        #expect(try bench.store.pruneAcknowledged(now: instant(396 * Self.day)) == 2)
    }

    @Test func rowsAndBytesAreBounded() throws {
        var configuration = Bench.small
        configuration.maximumKeptReceipts = 10
        configuration.maximumKeptBytes = 500
        let bench = try Bench(configuration)
        for _ in 0..<30 { try bench.append(10) }
        try bench.store.acknowledge(through: 25, at: instant(1))
        #expect(try bench.store.pruneAcknowledged(now: instant(2)) == 15)
        #expect(try bench.store.statistics(now: instant(3)).keptReceipts == 10)
        for _ in 0..<8 { try bench.append(100) }
        try bench.store.acknowledge(through: 38, at: instant(4))
        try bench.store.pruneAcknowledged(now: instant(5))
        #expect(try bench.store.keptReceipts(fromSequence: 1, limit: 99).map(\.sequence) == [34, 35, 36, 37, 38])
    }

    @Test func oneCallRemovesABoundedNumberOfRows() throws {
        var configuration = Bench.small
        configuration.maximumKeptReceipts = 0
        configuration.pruneRows = 10
        let bench = try Bench(configuration)
        for _ in 0..<25 { try bench.append() }
        try bench.store.acknowledge(through: 25, at: instant(1))
        #expect(try (0..<4).map { _ in try bench.store.pruneAcknowledged(now: instant(2)) } == [10, 10, 5, 0])
    }

    @Test func evidenceGoesWithItsReceipt() throws {
        var configuration = Bench.small
        configuration.maximumKeptReceipts = 1
        let bench = try Bench(configuration)
        for counter in Int64(1)...2 {
            try bench.receive(counter)
            try bench.intend(counter)
            try bench.finish(counter)
        }
        try bench.store.acknowledge(through: 2, at: instant(1))
        try bench.store.pruneAcknowledged(now: instant(2))
        #expect(try bench.store.outcome(of: "c1") == nil)
        #expect(try bench.store.outcome(of: "c2") != nil)
        // The tombstone stays: a repetition still runs nothing.
        #expect(try bench.store.receive(command(1)) == .duplicate(receipt: nil))
    }
}
