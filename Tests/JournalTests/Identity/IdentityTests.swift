import Journal
import Testing

@Suite("Identity")
struct IdentityTests {
    @Test func adoptsOnlyNewerIncarnations() throws {
        let bench = try Bench(enrolled: false)
        let store = try bench.store
        #expect(try store.identity().incarnation == 0)
        try store.adopt(incarnation: 3, lastCounter: 40, nextSequence: 7)
        try store.adopt(incarnation: 3, lastCounter: 40, nextSequence: 7)
        #expect(throws: JournalError(.staleIncarnation, "")) {
            try store.adopt(incarnation: 3, lastCounter: 41, nextSequence: 7)
        }
        #expect(throws: JournalError(.staleIncarnation, "")) {
            try store.adopt(incarnation: 2, lastCounter: 50, nextSequence: 9)
        }
        #expect(throws: JournalError(.staleIncarnation, "")) {
            try store.adopt(incarnation: 4, lastCounter: 0, nextSequence: 6)
        }
        #expect(throws: JournalError(.invalidField, "")) {
            try store.adopt(incarnation: 0, lastCounter: 0, nextSequence: 1)
        }
        #expect(try store.receive(command(40)) == .replayedBeyondMemory)
        #expect(try store.receive(command(42)) == .gap(expected: 41))
        try bench.receive(41)
        try bench.append()
        #expect(try store.pendingReceipts(limit: 9, maximumBytes: 99).map(\.id) == ["3.7"])
    }

    @Test func receiptsOfTheEarlierIncarnationAreStillSent() throws {
        let bench = try Bench()
        try bench.append()
        try bench.store.adopt(incarnation: 2, lastCounter: 0, nextSequence: 100)
        try bench.append()
        #expect(try bench.store.pendingReceipts(limit: 9, maximumBytes: 99).map(\.id) == ["1.1", "2.100"])
        #expect(try bench.store.statistics(now: instant(9)).pendingReceipts == 2)
        try bench.store.acknowledge(through: 100, at: instant(5))
        #expect(try bench.store.statistics(now: instant(9)).pendingReceipts == 0)
    }

    @Test func valuesAreReplacedAndBounded() throws {
        var configuration = Bench.small
        configuration.maximumValues = 2
        configuration.maximumValueBytes = 10
        let bench = try Bench(configuration)
        #expect(try bench.store.value("ratchet") == nil)
        try bench.store.setValue("ratchet", [1])
        try bench.store.setValue("ratchet", [])
        try bench.store.setValue("keyset", [3])
        #expect(throws: JournalError(.queueFull, "")) { try bench.store.setValue("third", [1]) }
        #expect(throws: JournalError(.tooLarge, "")) {
            try bench.store.setValue("keyset", [UInt8](repeating: 0, count: 11))
        }
        #expect(throws: JournalError(.invalidField, "")) { try bench.store.setValue("", [1]) }
        try bench.open()
        #expect(try bench.store.value("ratchet") == [])
        #expect(try bench.store.value("keyset") == [3])
        try bench.store.removeValue("ratchet")
        try bench.store.setValue("third", [1])
    }
}
