import Journal
import SQLite

/// One journal with so many producers, each waiting until its append is on the disk before it makes the next.
struct JournalUnderTest {
    private static let payload = [UInt8](repeating: 0x5A, count: JournalBenchmark.bytes)
    let producers: Int
    private let journal: Journal

    static func open(in folder: String, producers: Int) async throws -> JournalUnderTest {
        let (journal, _) = try await Journal.open(directory: "\(folder)/journal-\(producers)") { failure in
            preconditionFailure("the benchmark's disk works: \(failure)")
        }
        try await journal.transact { store in
            if try store.identity().incarnation == 0 {
                try store.adopt(incarnation: 1, lastCounter: 0, nextSequence: 1)
            }
        }
        return JournalUnderTest(producers: producers, journal: journal)
    }

    private init(producers: Int, journal: Journal) {
        self.producers = producers
        self.journal = journal
    }

    /// Appends receipts for so long.
    /// - Returns: what was achieved, and the commits that it took.
    func append(seconds: Double) async throws -> (loop: Disk.Loop, commits: Int64) {
        let now = JournalInstant(monotonicMilliseconds: 0, wallMilliseconds: 1_800_000_000_000)
        let before = try await commits()
        let start = Clock.nanoseconds
        let times = try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<producers {
                group.addTask {
                    var times: [Double] = []
                    while Clock.seconds(since: start) < seconds {
                        let began = Clock.nanoseconds
                        _ = try await journal.transact { store in
                            let sequence = try store.appendReceipt(kind: "bench", at: now) { _ in Self.payload }
                            // As in service: the outbox stays short, and what was acknowledged is pruned.
                            if sequence % 512 == 0 {
                                try store.acknowledge(through: sequence, at: now)
                                try store.pruneAcknowledged(now: now)
                            }
                        }
                        times.append(Clock.seconds(since: began))
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let commits = try await commits() - before
        return (Disk.Loop(rate: Double(times.count) / Clock.seconds(since: start), seconds: times), commits)
    }

    private func commits() async throws -> Int64 {
        let now = JournalInstant(monotonicMilliseconds: 0, wallMilliseconds: 1_800_000_000_000)
        return try await journal.statistics(now: now).writer?.commits ?? 0
    }

    func close() async { await journal.close() }
}
