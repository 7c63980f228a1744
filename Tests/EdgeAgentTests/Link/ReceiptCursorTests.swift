import Protocol
import Testing

@testable import EdgeAgent
@testable import Journal

@Suite("ReceiptCursor")
struct ReceiptCursorTests {
    private func items(_ range: ClosedRange<Int64>) -> [ReceiptsPost.Item] {
        range.map { ReceiptsPost.Item(seq: $0, receipt: "r") }
    }

    @Test func goesOnAfterWhatIsStored() throws {
        var cursor = ReceiptCursor(through: 4)
        #expect(try cursor.take(ReceiptsReply(through: 7, rejected: []), sent: items(5...7), nextSequence: 8).isEmpty)
        #expect(cursor.through == 7)
    }

    @Test func neverGoesBack() throws {
        var cursor = ReceiptCursor(through: 7)
        _ = try cursor.take(ReceiptsReply(through: 3, rejected: []), sent: items(2...3), nextSequence: 8)
        #expect(cursor.through == 7)
    }

    @Test(arguments: [Int64.max, 8, 9, -1, .min])
    func refusesAnAnswerAboutReceiptsThatWereNeverMade(_ through: Int64) {
        var cursor = ReceiptCursor(through: 4)
        #expect(throws: AgentError(.link, "")) {
            try cursor.take(ReceiptsReply(through: through, rejected: []), sent: items(5...7), nextSequence: 8)
        }
        #expect(cursor.through == 4)
    }

    @Test func refusesTheRejectionOfAReceiptThatWasNotSent() {
        var cursor = ReceiptCursor(through: 4)
        let rejection = ReceiptsReply.Rejection(seq: 2, code: .malformed)
        #expect(throws: AgentError(.link, "")) {
            try cursor.take(ReceiptsReply(through: 5, rejected: [rejection]), sent: items(5...5), nextSequence: 8)
        }
    }

    @Test func fillsAPostUpToItsLimit() {
        let now = JournalInstant(monotonicMilliseconds: 0, wallMilliseconds: 0)
        let receipts = (1...64).map { sequence in
            StoredReceipt(
                sequence: Int64(sequence),
                incarnation: 1,
                kind: "delivery",
                commandID: nil,
                payload: Array(repeating: 0x61, count: ProtocolLimits.envelopeBytes),
                created: now
            )
        }
        let batch = ReceiptCursor.batch(receipts)
        #expect((1..<64).contains(batch.count))
        #expect(batch.map(\.seq) == (1...batch.count).map(Int64.init))
        let post = ReceiptsPost(inc: 1, counter: 1, items: batch)
        #expect((try? StrictJSON.encode(post).count) ?? .max <= ProtocolLimits.receiptsPostBytes)
    }
}
