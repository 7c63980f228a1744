import Testing

@testable import Rails

@Suite("NodeCursor")
struct NodeCursorTests {
    @Test func readsBackWhatItWrote() throws {
        let cursor = NodeCursor(
            block: "ab",
            height: 7,
            open: [.init(reference: "t:0", address: "rltc1x", amountText: "0.10000000")]
        )
        #expect(try NodeCursor(reading: cursor.written) == cursor)
        let empty = NodeCursor(block: nil, height: 0, open: [])
        #expect(try NodeCursor(reading: empty.written) == empty)
    }

    @Test(arguments: [
        "", "x", "{}", "life.3", #"{"version":2,"block":"","height":1,"open":[]}"#,
        #"{"version":1,"block":"","height":1,"open":[["a"]]}"#, #"{"version":1,"block":"","height":1.5,"open":[]}"#,
        #"{"version":1,"height":1,"open":[]}"#,
    ])
    func refusesWhatItDidNotWrite(text: String) {
        #expect(throws: RailError(.badCursor, "")) { try NodeCursor(reading: text) }
    }
}
