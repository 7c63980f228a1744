import Journal
import SQLite
import TestSupport
import Testing

@Suite("Space")
struct SpaceTests {
    @Test func theReserveIsThereFromTheStart() throws {
        let bench = try Bench()
        let statistics = try bench.store.statistics(now: instant(1))
        #expect(statistics.reserveBytes == bench.configuration.reserveBytes)
        try bench.releaseStore()
        // Lost while nobody watched: made again.
        try writeFile(bench.directory.path("journal.reserve"), [])
        try bench.open()
        #expect(try bench.store.statistics(now: instant(1)).reserveBytes == bench.configuration.reserveBytes)
    }

    @Test func aFullPageBudgetRefusesWorkAndTakesOutcomes() throws {
        var configuration = Bench.small
        configuration.maximumBytes = 1 << 20
        let bench = try Bench(configuration)
        for counter in Int64(1)...5 { try bench.receive(counter) }
        for counter in Int64(1)...4 { try bench.intend(counter) }
        var stored = 0
        let error = #expect(throws: JournalError.self) {
            while stored < 1_000 {
                try bench.append(4_000)
                stored += 1
            }
        }
        #expect(error?.code == .full)
        #expect(stored > 20)
        #expect(throws: JournalError(.full, "")) {
            while true { try bench.receive(bench.store.identity().lastCounter + 1) }
        }
        #expect(throws: JournalError(.full, "")) { try bench.store.reserveSpace() }
        #expect(throws: JournalError(.full, "")) {
            try bench.store.setValue("keyset", [UInt8](repeating: 1, count: 100_000))
        }
        // Four intents are open, and the largest outcome of each has its place.
        for counter in Int64(1)...4 { try bench.finish(counter, bytes: 4_096) }
        #expect(throws: JournalError(.full, "")) { try bench.intend(5) }
        #expect(try bench.store.appendTelemetry([1], at: instant(1)) == .refusedForSpace)
        #expect(try bench.crashed().store.statistics(now: instant(9)).pendingReceipts == Int64(stored + 4))
        // Once receipts drain there is room again, and the reserve comes back.
        try bench.drain()
        try bench.intend(5)
        #expect(
            try bench.store.statistics(now: instant(9)).reserveBytes == configuration.reserveBytes
        )
        try bench.finish(5)
    }

    @Test func telemetryGoesBeforeTheBudgetIsShort() throws {
        var configuration = Bench.small
        configuration.maximumBytes = 2 << 20
        let bench = try Bench(configuration)
        var decision = TelemetryDecision.stored(dropped: 0)
        for _ in 0..<1_000 {
            decision = try bench.store.appendTelemetry([UInt8](repeating: 1, count: 4_000), at: instant(1))
            if decision == .refusedForSpace { break }
        }
        #expect(decision == .refusedForSpace)
        // The measurements left when they were in the way, and what matters fits.
        for counter in Int64(1)...20 {
            try bench.receive(counter)
            try bench.intend(counter)
            try bench.finish(counter, bytes: 4_000)
        }
    }
}

extension Bench {
    /// Acknowledges and prunes everything.
    func drain() throws {
        try store.acknowledge(through: try store.identity().nextSequence - 1, at: instant(10))
        while try store.pruneAcknowledged(now: instant(40 * 86_400)) > 0 {}
    }
}
