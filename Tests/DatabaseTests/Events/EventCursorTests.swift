import Database
import Testing

@Suite("EventCursor")
struct EventCursorTests {
    @Test("a position comes back", arguments: [0, 1, 63, 64, 255, 65_536, -1, .max, .min] as [Int64])
    func aPositionComesBack(_ position: Int64) {
        let cursor = EventCursor.encode(position)
        #expect(EventCursor.decode(cursor) == position)
        #expect(cursor.utf8.count == 12)
    }

    @Test func aPositionOfSeveralNumbersComesBack() {
        let cursor = EventCursor.encode(parts: [7, -9])
        #expect(EventCursor.decode(cursor, parts: 2) == [7, -9])
        #expect(EventCursor.decode(cursor) == nil)
        #expect(EventCursor.decode(cursor, parts: 3) == nil)
        #expect(EventCursor.decode(EventCursor.encode(7), parts: 2) == nil)
        #expect(EventCursor.decode(cursor, parts: 0) == nil)
    }

    @Test(
        "other text is no cursor",
        arguments: [
            "", "7", "AQAAAAAAAAA", "AQAAAAAAAAAAA", "AgAAAAAAAAAA", "AQAAAAAAAAA=", "AQAAAAAAAA+/", "AQAA AAAAAAAA",
            "ÄQAAAAAAAAAA", String(repeating: "A", count: 100_000),
        ]
    )
    func otherTextIsNoCursor(_ text: String) {
        #expect(EventCursor.decode(text) == nil)
    }

    @Test func spareBitsAreRefused() {
        let cursor = EventCursor.encode(parts: [1, 1])
        #expect(EventCursor.decode(String(cursor.dropLast()) + "F", parts: 2) == nil)
    }
}
