import Journal
import Testing

@Suite("Telemetry")
struct TelemetryTests {
    @Test func hasItsOwnSequenceAndCursor() throws {
        let bench = try Bench()
        try bench.append()
        for value in UInt8(1)...4 { try bench.store.appendTelemetry([value], at: instant(1)) }
        #expect(try bench.store.pendingTelemetry(limit: 3).map(\.sequence) == [1, 2, 3])
        try bench.store.acknowledgeTelemetry(through: 2)
        #expect(try bench.store.pendingTelemetry(limit: 9).map(\.payload) == [[3], [4]])
        #expect(try bench.store.statistics(now: instant(2)).telemetryBytes == 2)
        #expect(try bench.store.pendingReceipts(limit: 9, maximumBytes: 99).map(\.sequence) == [1])
    }

    @Test func dropsOldestWhenRowsAreFull() throws {
        var configuration = Bench.small
        configuration.maximumTelemetryRows = 3
        let bench = try Bench(configuration)
        for value in UInt8(1)...5 { try bench.store.appendTelemetry([value], at: instant(1)) }
        #expect(try bench.store.pendingTelemetry(limit: 9).map(\.sequence) == [3, 4, 5])
        #expect(try bench.store.telemetryDropped() == 2)
    }

    @Test func dropsOldestWhenBytesAreFull() throws {
        var configuration = Bench.small
        configuration.maximumTelemetryBytes = 100
        let bench = try Bench(configuration)
        for _ in 0..<10 { try bench.store.appendTelemetry([UInt8](repeating: 1, count: 10), at: instant(1)) }
        let decision = try bench.store.appendTelemetry([UInt8](repeating: 2, count: 35), at: instant(1))
        #expect(decision == .stored(dropped: 4))
        let statistics = try bench.store.statistics(now: instant(2))
        #expect(statistics.telemetryRows == 7)
        #expect(statistics.telemetryBytes == 95)
        #expect(statistics.droppedTelemetry == 4)
    }

    @Test func givesWayWhenTheDiskIsShort() throws {
        let bench = try Bench()
        for _ in 0..<5 { try bench.store.appendTelemetry([1], at: instant(1)) }
        bench.available = bench.configuration.telemetryFreeBytes - 1
        #expect(try bench.store.appendTelemetry([1], at: instant(1)) == .refusedForSpace)
        #expect(try bench.store.telemetryDropped() == 6)
        #expect(try bench.store.pendingTelemetry(limit: 9) == [])
        // Commands and receipts do not care.
        try bench.receive(1)
        try bench.intend(1)
        try bench.finish(1)
        bench.available = bench.configuration.telemetryFreeBytes
        #expect(try bench.store.appendTelemetry([1], at: instant(1)) == .stored(dropped: 0))
        #expect(try bench.store.pendingTelemetry(limit: 9).map(\.sequence) == [7])
    }

    @Test func refusesTooLargePayloads() throws {
        let bench = try Bench()
        #expect(throws: JournalError(.tooLarge, "")) {
            try bench.store.appendTelemetry([UInt8](repeating: 1, count: 4_097), at: instant(1))
        }
    }
}
