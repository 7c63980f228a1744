import Testing

@testable import mintmark

@Suite("DisplayWidth")
struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("Lobby", 5), ("Zürich", 6), ("e\u{301}", 1), ("お茶", 4), ("한국", 4), ("🍿", 2), ("👩‍👩‍👧", 2),
        ("❤\u{FE0F}", 2), ("a\u{200B}b", 2), ("ｗｉｄｅ", 8), ("…", 1),
    ])
    func isWhatATerminalUses(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test(arguments: [
        ("Lobby", 5, "Lobby"), ("Lobby", 4, "Lob…"), ("Lobby", 1, "…"), ("Lobby", 0, ""), ("お茶です", 5, "お茶…"),
        ("お茶です", 4, "お…"),
    ])
    func shortenedTextFits(text: String, columns: Int, shortened: String) {
        #expect(DisplayWidth.shortened(text, to: columns) == shortened)
        #expect(DisplayWidth.of(DisplayWidth.shortened(text, to: columns)) <= columns)
    }
}
