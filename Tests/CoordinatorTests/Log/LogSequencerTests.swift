import Database
import Glibc
import Passport
import TestSupport
import Testing
import TileStore

@testable import Coordinator

@Suite("Log sequencer", .timeLimit(.minutes(5)))
struct LogSequencerTests {
    @Test func publishesEveryLeafUnderASignedCheckpoint() async throws {
        let log = try await LogShop()
        try await log.sequencer.settle()
        #expect(try log.published()?.size == 0)
        try await log.append(0..<300)
        try await log.append(0..<5, .passport)
        try await log.sequencer.settle()
        #expect(try log.published()?.size == 305)
        let (history, head) = (
            try await log.runtime.view { try LogBook.history(of: LogShop.subject(3), limit: 9, in: $0) },
            try await log.head()
        )
        #expect(history.map(\.progress) == [.published(3), .published(303)])
        #expect(try head.published == 305 && head.root == log.published()?.root)
        #expect(try await log.faults() == [])
    }

    @Test func checkpointsOnlyGrow() async throws {
        let log = try await LogShop()
        var before: Checkpoint?
        for count in [1, 255, 1, 300] {
            try await log.append(0..<count, .event)
            try await log.sequencer.settle()
            let now = try #require(try log.published())
            if let before {
                let tree = LogTree(size: now.size, source: log.files.hashes(size: now.size))
                try LogProofs.checkConsistency(
                    from: before.root,
                    oldSize: before.size,
                    to: now.root,
                    size: now.size,
                    proof: tree.consistencyProof(from: before.size)
                )
            }
            before = now
        }
        #expect(try await log.faults() == [])
    }

    /// While leaves come without a pause there is one checkpoint after the other, about four in a second. The bound is
    /// what a computer with much else to do keeps; `LogPaceTests` has the promise.
    @Test func publishesAgainAndAgainWhileLeavesCome() async throws {
        let log = try await LogShop()
        let (runtime, sequencer, files) = (log.runtime, log.sequencer, log.files)
        let seconds = 4
        let sizes = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await sequencer.run() }
            defer { group.cancelAll() }
            let end = ContinuousClock.now + .seconds(seconds)
            var (sizes, next) = (Set<UInt64>(), 0)
            while ContinuousClock.now < end {
                try await LogShop.append(next..<next + 50, .event, runtime)
                next += 50
                if let size = try files.checkpoint().map({ try Checkpoint(text: $0.text).size }), size > 0 {
                    sizes.insert(size)
                }
            }
            return sizes
        }
        #expect(sizes.count >= seconds / 2, "\(sizes.sorted())")
    }

    @Test func manyWritersLeaveOneChainForEachSubject() async throws {
        let log = try await LogShop()
        let (runtime, sequencer) = (log.runtime, log.sequencer)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    // Neighbours share half of their subjects.
                    for _ in 0..<10 {
                        try await LogShop.append(writer * 5..<writer * 5 + 10, .event, runtime)
                    }
                }
            }
            group.addTask { for _ in 0..<20 { try await sequencer.settle() } }
            try await group.waitForAll()
        }
        try await log.sequencer.settle()
        #expect(try log.published()?.size == 800)
        let history = try await log.runtime.view { try LogBook.history(of: LogShop.subject(7), limit: 50, in: $0) }
        #expect(history.count == 20)
        try LogLeaf.checkHistory(history.map(\.leaf))
        // The check follows every chain.
        #expect(try await log.faults() == [])
    }

    @Test func goesOnAfterARestart() async throws {
        var log = try await LogShop()
        try await log.append(0..<200)
        try await log.sequencer.settle()
        try await log.append(200..<300)
        log = try await log.restarted()
        try await log.sequencer.settle()
        #expect(try log.published()?.size == 300)
        #expect(try await log.openAlarms().isEmpty)
        #expect(try await log.faults() == [])
    }

    @Test func makesItsFilesAgainWhenTheyAreLost() async throws {
        var log = try await LogShop()
        try await log.append(0..<600)
        try await log.sequencer.settle()
        let before = try log.published()
        log = try await log.restarted(LogShop.hideLog)
        try await log.sequencer.settle()
        #expect(try log.published() == before)
        #expect(try await log.faults() == [])
    }

    @Test func makesItsFilesAgainWhenTheLastOnesAreDamaged() async throws {
        var log = try await LogShop()
        try await log.append(0..<300)
        try await log.sequencer.settle()
        log = try await log.restarted { state in
            let path = "\(state)/log/tile/0/001.p/44"
            var bytes = try readFile(path)
            bytes[70] ^= 1
            try writeFile(path, bytes)
        }
        try await log.append(300..<301)
        try await log.sequencer.settle()
        #expect(try log.published()?.size == 301)
        #expect(try await log.faults() == [])
    }

    @Test func anOlderDatabaseTakesItsLeavesBackAndRecovers() async throws {
        var log = try await LogShop()
        try await log.append(0..<3)
        try await log.sequencer.settle()
        // What waits in the copy: one leaf that the log got, and one of a number that the log gave to another.
        try await log.append(3..<5)
        let copy = log.shop.folder.path + "/copy"
        log = try await log.restarted { try LogShop.copy(LogShop.databaseFiles, from: $0, to: copy) }
        try await log.sequencer.settle()
        try await log.append(0..<300, .event)
        try await log.sequencer.settle()
        let published = try #require(try log.published())
        log = try await log.restarted { state in
            for name in LogShop.databaseFiles { unlink("\(state)/\(name)") }
            try LogShop.copy(LogShop.databaseFiles, from: copy, to: state)
        }
        #expect(try await log.head().size == 3)
        try await log.append(0..<1, .passport)
        try await log.sequencer.settle()
        let after = try #require(try log.published())
        #expect(after.size == published.size + 1)
        let tree = LogTree(size: after.size, source: log.files.hashes(size: after.size))
        try LogProofs.checkConsistency(
            from: published.root,
            oldSize: published.size,
            to: after.root,
            size: after.size,
            proof: tree.consistencyProof(from: published.size)
        )
        let generation = try await log.runtime.view { try RecoveryBook.generation(in: $0) }
        #expect(generation.number == 2 && generation.reason == .restore)
        #expect(try await Set(log.openAlarms()).isSuperset(of: ["log.ahead", "recovery.started"]))
        let history = try await log.runtime.view { try LogBook.history(of: LogShop.subject(0), limit: 9, in: $0) }
        #expect(history.map(\.leaf.kind) == [.commission, .event, .passport])
        #expect(try await log.faults() == [])
    }

    @Test func aRestoredDatabaseWithoutFilesSignsNothing() async throws {
        var log = try await LogShop()
        try await log.append(0..<3)
        try await log.sequencer.settle()
        log = try await log.restarted { state in
            try LogShop.hideLog(state)
            // As after a restore: no backup holds the file.
            unlink("\(state)/generation")
        }
        try await log.append(3..<5)
        try await log.sequencer.settle()
        #expect(try log.published() == nil)
        #expect(try await log.head().size == 3)
        #expect(try await log.openAlarms().contains("log.stopped"))
        // Somebody finds the files.
        log = try await log.restarted { state in
            guard rename("\(state)/log.away", "\(state)/log") == 0 else { throw TestSupportError("no files") }
        }
        try await log.sequencer.settle()
        #expect(try log.published()?.size == 5)
        #expect(try await log.faults() == [])
    }

    @Test func aPersonMayDecideToGoOnFromTheDatabase() async throws {
        var log = try await LogShop()
        try await log.append(0..<300)
        try await log.sequencer.settle()
        let key = log.key
        log = try await log.restarted { state in
            try LogShop.hideLog(state)
            unlink("\(state)/generation")
            let rebuild = try LogRebuild(
                files: LogFolder("\(state)/log"),
                mirror: MirrorFile(stateFolder: state),
                key: key
            )
            #expect(try rebuild.rebuildFiles() == 300)
        }
        try await log.append(300..<301)
        try await log.sequencer.settle()
        #expect(try log.published()?.size == 301)
        #expect(try await log.faults() == [])
    }

    @Test func neverSignsASecondHistory() async throws {
        var log = try await LogShop()
        try await log.append(0..<3)
        try await log.sequencer.settle()
        let copy = log.shop.folder.path + "/copy"
        log = try await log.restarted { try LogShop.copy(LogShop.databaseFiles, from: $0, to: copy) }
        try await log.append(3..<5)
        try await log.sequencer.settle()
        let published = try log.published()
        // The older database, which two other leaves were given to while the files were elsewhere.
        log = try await log.restarted { state in
            try LogShop.hideLog(state)
            for name in LogShop.databaseFiles { unlink("\(state)/\(name)") }
            try LogShop.copy(LogShop.databaseFiles, from: copy, to: state)
        }
        try await log.append(7..<9)
        try await log.sequencer.settle()
        log = try await log.restarted { state in
            _ = rename("\(state)/log", "\(state)/log.other")
            guard rename("\(state)/log.away", "\(state)/log") == 0 else { throw TestSupportError("no files") }
        }
        try await log.append(9..<10)
        try await log.sequencer.settle()
        #expect(try log.published() == published)
        #expect(try await log.openAlarms().contains("log.stopped"))
        await log.shop.close()
    }

    @Test func aLogKeepsItsName() async throws {
        let log = try await LogShop()
        try await log.sequencer.settle()
        #expect(log.key.name == "localhost:8443/log")
        let text = String(decoding: try readFile("\(log.state)/log.pub"), as: UTF8.self)
        #expect(text == "\(log.key)\n")
        log.shop.configuration.publicURL = "http://elsewhere:8443"
        #expect(try await log.restarted().key == log.key)
        log.shop.configuration.log.name = "other.example/log"
        await #expect(throws: CoordinatorError(.invalid, "")) { try await log.shop.restart() }
    }

    @Test func aLogKeepsItsKey() async throws {
        let log = try await LogShop()
        try await log.sequencer.settle()
        unlink("\(log.state)/keys/log.key")
        await #expect(throws: CoordinatorError(.invalid, "")) { try await log.shop.restart() }
    }
}
