import Journal
import SQLite
import Synchronization
import TestSupport
import Testing

@Suite("Journal", .timeLimit(.minutes(5)))
struct JournalTests {
    let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func open() async throws -> Journal {
        try await Journal.open(directory: directory.path, configuration: Bench.small) { error in
            Issue.record("fatal: \(error)")
        }.journal
    }

    private func openEnrolled() async throws -> Journal {
        let journal = try await open()
        try await journal.transact { try $0.adopt(incarnation: 1, lastCounter: 0, nextSequence: 1) }
        return journal
    }

    @Test func saysHowItOpened() async throws {
        let (first, opening) = try await Journal.open(directory: directory.path) { _ in }
        #expect(opening == .fresh)
        await #expect(throws: JournalError(.locked, "")) { _ = try await open() }
        await first.close()
        let (second, again) = try await Journal.open(directory: directory.path) { _ in }
        #expect(again == .existing(wasClean: true))
        await second.close()
        await #expect(throws: JournalError(.closed, "")) {
            try await second.transact { try $0.setValue("ratchet", [1]) }
        }
    }

    @Test func sequencesStayDenseWithManyWriters() async throws {
        let journal = try await openEnrolled()
        let sequences = try await withThrowingTaskGroup(of: Int64?.self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        return try await journal.transact { store in
                            try store.appendReceipt(kind: "audit", at: instant(1)) { _ in
                                // Every fifth writer fails after its sequence was given out.
                                if number % 5 == 0 { throw IntentTests.SigningFailed() }
                                return [1]
                            }
                        }
                    } catch let error as JournalError where error.code == .receiptNotMade {
                        return nil
                    }
                }
            }
            return try await group.reduce(into: [Int64]()) { all, sequence in if let sequence { all.append(sequence) } }
        }
        #expect(sequences.sorted() == Array(Int64(1)...160))
        let statistics = try await journal.statistics(now: instant(2))
        #expect(statistics.pendingReceipts == 160)
        #expect(try #require(statistics.writer).commits < 200)
        #expect(try #require(statistics.writer).failedJobs == 40)
        await journal.close()
    }

    @Test func oneBodyIsOneUnit() async throws {
        let journal = try await openEnrolled()
        await #expect(throws: JournalError(.invalidField, "")) {
            try await journal.transact { store in
                _ = try store.receive(command(1))
                try store.recordIntent(commandID: "c1", attempt: 1, detail: [], at: instant(1))
                throw JournalError(.invalidField, "the last step fails")
            }
        }
        let identity = try await journal.read { try $0.identity() }
        #expect(identity.lastCounter == 0)
        #expect(try await journal.transact { try $0.receive(command(1)) } == .accepted)
        await journal.close()
    }

    @Test func aReadCannotChangeAnything() async throws {
        let journal = try await openEnrolled()
        await #expect(throws: JournalError.self) { try await journal.read { try $0.setValue("a", [1]) } }
        #expect(try await journal.read { try $0.value("a") } == nil)
        await journal.close()
    }

    @Test func damageSeenWhileRunningStopsItAndTheNextStartPutsTheFileAside() async throws {
        let log = FatalErrors()
        let (journal, _) = try await Journal.open(directory: directory.path, configuration: Bench.small) { log.add($0) }
        try await journal.transact { store in
            try store.adopt(incarnation: 1, lastCounter: 0, nextSequence: 1)
            for _ in 0..<200 {
                try store.appendReceipt(kind: "audit", at: instant(1)) { _ in [UInt8](repeating: 1, count: 4_000) }
            }
        }
        await journal.close()
        let path = directory.path("journal.sqlite")
        let pages = try readFile(path).count / 4_096
        #expect(pages > 200)
        for page in 60..<100 {
            try writeFile(path, [UInt8](repeating: 0xaa, count: 4_096), at: page * 4_096, truncate: false)
        }
        // The pages are all in the file; left where it is, the WAL would stand in for the damaged ones.
        try writeFile(path + "-wal", [])
        var configuration = Bench.small
        configuration.checkedPagesAtStart = 0
        let (second, opening) = try await Journal.open(directory: directory.path, configuration: configuration) {
            log.add($0)
        }
        // A clean end and a large file: only probed, and what the probes read is whole.
        #expect(opening == .existing(wasClean: true))
        await #expect(throws: JournalError(.storageFailed, "")) {
            try await second.transact { _ = try $0.keptReceipts(fromSequence: 1, limit: 1_000) }
        }
        try await eventually("the process is told to stop", timeoutSeconds: 60) { log.count == 1 }
        await #expect(throws: JournalError(.closed, "")) { try await second.transact { try $0.setValue("a", [1]) } }
        await second.close()
        #expect(exists(directory.path("journal.suspect")))
        let (third, last) = try await Journal.open(directory: directory.path, configuration: configuration) { _ in }
        guard case .damagedQuarantined = last else {
            Issue.record("opened as \(last)")
            return
        }
        #expect(!exists(directory.path("journal.suspect")))
        await third.close()
    }
}

final class FatalErrors: Sendable {
    private let errors = Mutex<[JournalError]>([])

    var count: Int { errors.withLock { $0.count } }

    func add(_ error: JournalError) { errors.withLock { $0.append(error) } }
}
