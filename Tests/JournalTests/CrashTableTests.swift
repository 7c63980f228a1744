import Journal
import TestSupport
import Testing

/// The rows of the crash table in docs/journal.md, each as what the next process finds in a copy of the files taken at
/// that moment.
@Suite("Crash table")
struct CrashTableTests {
    @Test func beforeReceivedNothingIsKnown() throws {
        let bench = try Bench()
        #expect(throws: IntentTests.SigningFailed.self) {
            try bench.store.transact { store in
                _ = try store.receive(command(1))
                // Dies before the commit.
                let found = try bench.crashed()
                #expect(try found.store.receivedWithoutIntent() == [])
                #expect(try found.store.receive(command(1)) == .accepted)
                throw IntentTests.SigningFailed()
            }
        }
        #expect(try bench.store.receive(command(1)) == .accepted)
    }

    @Test func receivedAndAckLostIsADuplicate() throws {
        let bench = try Bench()
        try bench.receive(1)
        let found = try bench.crashed()
        #expect(try found.store.receive(command(1)) == .duplicate(receipt: nil))
        #expect(try found.store.identity().lastCounter == 1)
    }

    @Test func receivedWithoutIntentMayRun() throws {
        let bench = try Bench()
        try bench.receive(1)
        let found = try bench.crashed()
        #expect(try found.store.receivedWithoutIntent().map(\.id) == ["c1"])
        #expect(try found.store.openIntents() == [])
        try found.intend(1)
        try found.finish(1)
    }

    @Test func aTornIntentIsThereOrNot() throws {
        let bench = try Bench()
        try bench.receive(1)
        let before = try readFile(bench.directory.path("journal.sqlite-wal"))
        try bench.intend(1)
        let after = try readFile(bench.directory.path("journal.sqlite-wal"))
        let frame = 4_120
        #expect(after.count > before.count)
        // The WAL cut at every frame of the intent's commit, and in the middle of each.
        for length in stride(from: before.count, through: after.count, by: frame / 2) {
            let copy = try TemporaryDirectory()
            let database = try readFile(bench.directory.path("journal.sqlite"))
            try writeFile(copy.path("journal.sqlite"), database)
            try writeFile(copy.path("journal.sqlite-wal"), Array(after.prefix(length)))
            let found = try Bench(in: copy, bench.configuration, enrolled: false)
            let intents = try found.store.openIntents().count
            let received = try found.store.receivedWithoutIntent().count
            #expect(found.opening == .existing(wasClean: false))
            #expect(intents + received == 1, "cut at \(length) of \(after.count)")
            #expect(intents == (length >= after.count ? 1 : 0), "cut at \(length) of \(after.count)")
        }
    }

    @Test func intentWithoutOutcomeNeverRunsAgain() throws {
        let bench = try Bench()
        try bench.receive(1)
        try bench.intend(1)
        let found = try bench.crashed()
        #expect(try found.store.openIntents().map(\.command.id) == ["c1"])
        #expect(try found.store.receivedWithoutIntent() == [])
        for attempt in 1...3 {
            #expect(throws: JournalError.self) { try found.intend(1, attempt: attempt) }
        }
        #expect(try found.store.receive(command(1)) == .duplicate(receipt: nil))
        // What is left to do is to say what happened, or that nobody knows.
        try found.finish(1)
        #expect(try found.store.openIntents() == [])
    }

    @Test func outcomeAndReceiptAreThereTogether() throws {
        let bench = try Bench()
        try bench.receive(1)
        try bench.intend(1)
        try bench.store.transact { store in
            try bench.finish(1)
            let torn = try bench.crashed()
            #expect(try torn.store.openIntents().count == 1)
            #expect(try torn.store.pendingReceipts(limit: 9, maximumBytes: 999) == [])
            #expect(try torn.store.outcome(of: "c1") == nil)
        }
        let found = try bench.crashed()
        #expect(try found.store.openIntents() == [])
        #expect(try found.store.outcome(of: "c1") != nil)
        let pending = try found.store.pendingReceipts(limit: 9, maximumBytes: 999)
        #expect(pending.map(\.commandID) == ["c1"])
        #expect(try found.store.receive(command(1)) == .duplicate(receipt: pending.first))
    }

    @Test func anUnsentReceiptIsSentAgainIdentically() throws {
        let bench = try Bench()
        try bench.receive(1)
        try bench.intend(1)
        try bench.finish(1)
        let sent = try bench.store.pendingReceipts(limit: 9, maximumBytes: 999)
        let found = try bench.crashed()
        #expect(try found.store.pendingReceipts(limit: 9, maximumBytes: 999) == sent)
        try found.store.acknowledge(through: 1, at: instant(9))
        let later = try found.crashed()
        #expect(try later.store.pendingReceipts(limit: 9, maximumBytes: 999) == [])
        #expect(try later.finishNext() == 2)
    }

    @Test func anOldImageIsTold() throws {
        let bench = try Bench()
        try bench.append()
        let image = try bench.crashed()
        try bench.append()
        // The coordinator has the second receipt; the image does not know it ever made one.
        #expect(throws: JournalError(.sequenceAhead, "")) { try image.store.acknowledge(through: 2, at: instant(9)) }
    }

    @Test func nothingAcknowledgedIsLostAtAnyMoment() throws {
        let bench = try Bench()
        var acknowledged: Int64 = 0
        for counter in Int64(1)...8 {
            try bench.receive(counter)
            try bench.intend(counter)
            acknowledged = try bench.finish(counter, bytes: 500)
            let found = try bench.crashed()
            #expect(try found.store.pendingReceipts(limit: 99, maximumBytes: 1 << 20).last?.sequence == acknowledged)
            #expect(try found.store.identity().lastCounter == counter)
        }
    }
}

extension Bench {
    /// The next command from receiving to outcome.
    func finishNext() throws -> Int64 {
        let counter = try store.identity().lastCounter + 1
        try receive(counter)
        try intend(counter)
        return try finish(counter)
    }
}
