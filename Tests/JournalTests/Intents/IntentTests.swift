import Journal
import Testing

@Suite("Intents")
struct IntentTests {
    struct SigningFailed: Error {}

    @Test func oneIntentOneOutcome() throws {
        let bench = try Bench()
        try bench.receive(1)
        try bench.intend(1)
        #expect(throws: JournalError(.intentExists, "")) { try bench.intend(1) }
        #expect(try bench.store.openIntents().map(\.command.id) == ["c1"])
        #expect(try bench.store.receivedWithoutIntent() == [])
        #expect(try bench.finish(1) == 1)
        #expect(try bench.store.openIntents() == [])
        #expect(throws: JournalError(.commandClosed, "")) { try bench.finish(1) }
        #expect(throws: JournalError(.commandClosed, "")) { try bench.intend(1) }
        #expect(throws: JournalError(.commandClosed, "")) { try bench.intend(1, attempt: 2) }
        #expect(try bench.store.outcome(of: "c1") == [UInt8](repeating: 9, count: 8))
        #expect(try bench.store.pendingReceipts(limit: 9, maximumBytes: 1_000).map(\.commandID) == ["c1"])
    }

    @Test func refusesWhatHasNoPlaceInTheOrder() throws {
        let bench = try Bench()
        #expect(throws: JournalError(.unknownCommand, "")) { try bench.intend(1) }
        #expect(throws: JournalError(.unknownCommand, "")) { try bench.finish(1) }
        try bench.receive(1)
        #expect(throws: JournalError(.noIntent, "")) { try bench.finish(1) }
        #expect(throws: JournalError(.invalidField, "")) { try bench.intend(1, attempt: 0) }
        #expect(throws: JournalError(.attemptOutOfOrder, "")) { try bench.intend(1, attempt: 2) }
        try bench.intend(1)
        #expect(throws: JournalError(.hasIntent, "")) {
            try bench.store.closeWithoutIntent(commandID: "c1", kind: "expired", at: instant(2)) { _ in [1] }
        }
        #expect(throws: JournalError(.attemptOutOfOrder, "")) { try bench.intend(1, attempt: 3) }
        try bench.intend(1, attempt: 2)
        #expect(try bench.store.openIntents().map(\.attempt) == [2])
    }

    @Test func aClosedCommandNeverGetsAnIntent() throws {
        let bench = try Bench()
        try bench.receive(1)
        try bench.store.closeWithoutIntent(commandID: "c1", kind: "refused", at: instant(2)) { _ in [1] }
        #expect(throws: JournalError(.commandClosed, "")) { try bench.intend(1) }
        #expect(throws: JournalError(.commandClosed, "")) {
            try bench.store.closeWithoutIntent(commandID: "c1", kind: "refused", at: instant(2)) { _ in [1] }
        }
    }

    @Test func afterARestartNoAttemptFollowsAnEarlierOne() throws {
        let bench = try Bench()
        try bench.receive(1)
        try bench.intend(1)
        try bench.open()
        let open = try #require(try bench.store.openIntents().first)
        #expect(open.isFromEarlierLife)
        #expect(open.detail == [1])
        #expect(open.recorded == instant(2))
        #expect(throws: JournalError(.intentFromEarlierLife, "")) { try bench.intend(1, attempt: 2) }
        #expect(throws: JournalError(.intentExists, "")) { try bench.intend(1) }
        try bench.finish(1)
    }

    @Test func aCommandOfAnEarlierIncarnationNeverRuns() throws {
        let bench = try Bench()
        try bench.receive(1)
        try bench.store.adopt(incarnation: 2, lastCounter: 0, nextSequence: 1)
        #expect(throws: JournalError(.earlierIncarnation, "")) { try bench.intend(1) }
        #expect(try bench.store.receivedWithoutIntent().map(\.incarnation) == [1])
        // It can still be answered, and its id cannot come back in the new incarnation.
        #expect(try bench.store.receive(command(1)) == .counterReuse)
        try bench.store.closeWithoutIntent(commandID: "c1", kind: "refused", at: instant(2)) { _ in [1] }
    }

    @Test func asManyIntentsAsTheReserveIsFor() throws {
        let bench = try Bench()
        for counter in Int64(1)...5 { try bench.receive(counter) }
        for counter in Int64(1)...4 { try bench.intend(counter) }
        #expect(throws: JournalError(.tooManyIntents, "")) { try bench.intend(5) }
        try bench.finish(1)
        try bench.intend(5)
    }

    @Test func aReceiptThatCannotBeMadeLeavesTheIntentOpen() throws {
        let bench = try Bench()
        try bench.receive(1)
        try bench.intend(1)
        #expect(throws: JournalError(.receiptNotMade, "")) {
            try bench.store.recordOutcome(commandID: "c1", outcome: [1], at: instant(3)) { _ in throw SigningFailed() }
        }
        #expect(throws: JournalError(.tooLarge, "")) {
            try bench.store.recordOutcome(commandID: "c1", outcome: [1], at: instant(3)) { _ in
                [UInt8](repeating: 0, count: 4_097)
            }
        }
        #expect(try bench.store.openIntents().count == 1)
        #expect(try bench.store.outcome(of: "c1") == nil)
        #expect(try bench.store.identity().nextSequence == 1)
        #expect(try bench.finish(1) == 1)
    }
}
