import Journal
import Testing

@Suite("Inbox")
struct InboxTests {
    @Test func acceptsInOrderAndAnswersRepetitions() throws {
        let bench = try Bench()
        let store = try bench.store
        #expect(try store.receive(command(1)) == .accepted)
        #expect(try store.receive(command(1)) == .duplicate(receipt: nil))
        #expect(try store.receive(command(3)) == .gap(expected: 2))
        #expect(try store.receive(command(1, body: 1)) == .counterReuse)
        #expect(try store.receive(command(1, id: "other")) == .counterReuse)
        #expect(try store.receive(command(2, id: "c1")) == .counterReuse)
        #expect(try store.receive(command(2)) == .accepted)
        #expect(try store.identity().lastCounter == 2)
        #expect(try store.receivedWithoutIntent().map(\.id) == ["c1", "c2"])
    }

    @Test func aRepetitionAfterTheOutcomeReturnsItsReceipt() throws {
        let bench = try Bench()
        try bench.receive(1)
        try bench.intend(1)
        try bench.finish(1)
        let stored = try bench.store.pendingReceipts(limit: 1, maximumBytes: 1_000)
        #expect(stored.count == 1)
        #expect(try bench.store.receive(command(1)) == .duplicate(receipt: stored.first))
        #expect(try bench.store.receivedWithoutIntent() == [])
        #expect(try bench.store.openIntents() == [])
    }

    @Test func refusesBeforeEnrolment() throws {
        let bench = try Bench(enrolled: false)
        #expect(throws: JournalError(.notEnrolled, "")) { try bench.store.receive(command(1)) }
        #expect(throws: JournalError(.notEnrolled, "")) { try bench.append() }
    }

    @Test func aFullInboxRefusesAndTakesTheSameCommandLater() throws {
        var configuration = Bench.small
        configuration.maximumOpenCommands = 2
        let bench = try Bench(configuration)
        try bench.receive(1)
        try bench.receive(2)
        #expect(throws: JournalError(.queueFull, "")) { try bench.receive(3) }
        // Refused, not lost: the counter did not move.
        #expect(try bench.store.receive(command(2)) == .duplicate(receipt: nil))
        try bench.store.closeWithoutIntent(commandID: "c1", kind: "expired", at: instant(2)) { _ in [1] }
        try bench.receive(3)
    }

    @Test func refusesBadFields() throws {
        let bench = try Bench()
        let store = try bench.store
        var bad = command(1)
        bad.id = ""
        #expect(throws: JournalError(.invalidField, "")) { try store.receive(bad) }
        bad = command(1)
        bad.bodyHash = [1]
        #expect(throws: JournalError(.invalidField, "")) { try store.receive(bad) }
        bad = command(1)
        bad.traceparent = ""
        #expect(throws: JournalError(.invalidField, "")) { try store.receive(bad) }
        #expect(throws: JournalError(.tooLarge, "")) { try store.receive(command(1, bytes: 4_097)) }
        #expect(try store.identity().lastCounter == 0)
    }

    @Test func keepsWhatTheCommandCarried() throws {
        let bench = try Bench()
        var sent = command(1)
        sent.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        _ = try bench.store.receive(sent)
        let stored = try #require(try bench.store.receivedWithoutIntent().first)
        #expect(stored.envelope == sent.envelope)
        #expect(stored.traceparent == sent.traceparent)
        #expect(stored.received == sent.received)
        #expect(!stored.isFromEarlierLife)
        let later = try #require(try bench.open().receivedWithoutIntent().first)
        #expect(later.isFromEarlierLife)
    }

    @Test func aForgottenCommandIsRefusedAndNeverRunsAgain() throws {
        var configuration = Bench.small
        configuration.maximumClosedCommands = 2
        let bench = try Bench(configuration)
        for counter in Int64(1)...5 {
            try bench.receive(counter)
            try bench.store.closeWithoutIntent(commandID: "c\(counter)", kind: "pong", at: instant(2)) { _ in [1] }
        }
        // Nothing is acknowledged yet, so nothing may be forgotten.
        #expect(try bench.store.pruneAcknowledged(now: instant(9)) == 0)
        try bench.store.acknowledge(through: 5, at: instant(5))
        #expect(try bench.store.pruneAcknowledged(now: instant(9)) == 3)
        #expect(try bench.store.receive(command(1)) == .replayedBeyondMemory)
        #expect(try bench.store.receive(command(3)) == .replayedBeyondMemory)
        guard case .duplicate = try bench.store.receive(command(4)) else {
            Issue.record("command 4 is remembered")
            return
        }
        try bench.receive(6)
        #expect(try bench.open().receive(command(2)) == .replayedBeyondMemory)
    }

    @Test func anOpenCommandIsNeverForgotten() throws {
        var configuration = Bench.small
        configuration.maximumClosedCommands = 0
        let bench = try Bench(configuration)
        try bench.receive(1)
        try bench.receive(2)
        try bench.store.closeWithoutIntent(commandID: "c2", kind: "pong", at: instant(2)) { _ in [1] }
        try bench.store.acknowledge(through: 1, at: instant(5))
        #expect(try bench.store.pruneAcknowledged(now: instant(9)) == 0)
        #expect(try bench.store.receivedWithoutIntent().map(\.id) == ["c1"])
    }
}
