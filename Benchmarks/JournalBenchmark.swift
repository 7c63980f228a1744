import FoundationEssentials
import Glibc
import Journal

/// Appends to a journal, and to a plain file beside it on the same disk.
struct JournalBenchmark {
    private static let payload = [UInt8](repeating: 0x5A, count: 256)
    private let folder: String

    init() throws {
        folder = "\(FileManager.default.temporaryDirectory.path)/mintmark-bench-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    func close() { try? FileManager.default.removeItem(atPath: folder) }

    /// Overwrites one preallocated file and syncs each write.
    func raw(seconds: Double) throws -> Double {
        let descriptor = open("\(folder)/raw", O_RDWR | O_CREAT | O_TRUNC, 0o600)
        defer { Glibc.close(descriptor) }
        posix_fallocate(descriptor, 0, 1 << 20)
        fsync(descriptor)
        var count = 0
        let start = ContinuousClock.now
        while ContinuousClock.now - start < .seconds(seconds) {
            pwrite(descriptor, Self.payload, Self.payload.count, off_t(count % 4_096 * 256))
            fdatasync(descriptor)
            count += 1
        }
        return Double(count) / seconds
    }

    /// Appends from so many tasks at once; an append counts once its commit is durable.
    func journal(producers: Int, seconds: Double) async throws -> Double {
        let (journal, _) = try await Journal.open(directory: "\(folder)/journal-\(producers)") { failure in
            preconditionFailure("the benchmark's disk works: \(failure)")
        }
        _ = try await journal.transact { store in
            if try store.identity().incarnation == 0 {
                try store.adopt(incarnation: 1, lastCounter: 0, nextSequence: 1)
            }
        }
        let end = ContinuousClock.now + .seconds(seconds)
        let total = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<producers {
                group.addTask {
                    var count = 0
                    while ContinuousClock.now < end {
                        let now = JournalInstant(monotonicMilliseconds: 0, wallMilliseconds: 1_800_000_000_000)
                        _ = try await journal.transact { store in
                            let sequence = try store.appendReceipt(kind: "bench", at: now) { _ in Self.payload }
                            // Keep the outbox short: what is measured is the append, not a full queue.
                            if sequence % 512 == 0 { try store.acknowledge(through: sequence, at: now) }
                        }
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        await journal.close()
        return Double(total) / seconds
    }
}
