import Testing

@testable import mintmark

@Suite("PlainText")
struct PlainTextTests {
    @Test(arguments: [
        ("Lobby", "Lobby"), ("two\nlines\tand a tab", "two lines and a tab"), ("red\u{1B}[31m", "red\u{FFFD}[31m"),
        ("\u{202E}gnp.exe", "\u{FFFD}gnp.exe"), ("bell\u{7}", "bell\u{FFFD}"), ("お茶", "お茶"),
    ])
    func nothingInItMovesATerminal(text: String, line: String) {
        #expect(PlainText.line(text) == line)
    }
}
