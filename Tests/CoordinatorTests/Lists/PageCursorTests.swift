import Testing

@testable import Coordinator

@Suite("Page cursors")
struct PageCursorTests {
    @Test func giveBackWhatTheyWereMadeOf() throws {
        let cursors = PageCursor(list: "sales")
        let text = cursors.text(after: ["a/ü", ""])
        #expect(try cursors.position(text, parts: 2) == ["a/ü", ""])
        #expect(try cursors.position(nil, parts: 2) == nil)
    }

    @Test(arguments: ["", "x", "c2FsZXM", "=", "c2FsZXMfYQ==", String(repeating: "A", count: 500), "\u{0}"])
    func refuseWhatTheyAreNot(_ text: String) {
        #expect(throws: CoordinatorError(.invalid, "")) { try PageCursor(list: "sales").position(text, parts: 1) }
    }

    @Test func refuseTheCursorOfAnotherList() {
        let other = PageCursor(list: "alarms").text(after: ["a"])
        #expect(throws: CoordinatorError(.invalid, "")) { try PageCursor(list: "sales").position(other, parts: 1) }
    }
}
