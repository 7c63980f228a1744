import Testing

@testable import mintmark

@Suite("Table")
struct TableTests {
    private func table() -> Table {
        var table = Table([.text("LANE"), .words("NAME"), .number("UNITS")])
        table.add(["A1", "Salted peanuts", "7"])
        table.add(["A10", "お茶", "12"])
        return table
    }

    @Test func columnsAreAlignedByWhatTheyTakeOnATerminal() {
        #expect(
            table().text(Presentation()) == """
                LANE  NAME            UNITS
                A1    Salted peanuts      7
                A10   お茶               12

                """
        )
    }

    @Test func aNarrowTerminalShortensWordsAndNeverIds() {
        #expect(
            table().text(Presentation(columns: 23)) == """
                LANE  NAME        UNITS
                A1    Salted pe…      7
                A10   お茶           12

                """
        )
        #expect(table().text(Presentation(columns: 5)).contains("A10"), "too narrow is wide enough for ids")
    }

    @Test func noLineEndsWithBlanks() {
        var table = Table([.text("LANE"), .text("STATE"), .words("REASON")])
        table.add(["A1", "ready", ""])
        table.add(["A2", "", ""])
        table.add(["A3", "", "why"])
        #expect(table.text(Presentation()) == "LANE  STATE  REASON\nA1    ready\nA2\nA3           why\n")
    }

    @Test func coloursAreAroundTheTextAndDoNotMoveIt() {
        var table = Table([.text("STATE"), .text("LANE")])
        table.add([.init("ready", .good), "A1"])
        #expect(
            table.text(Presentation(hasColour: true))
                == "\u{1B}[1mSTATE\u{1B}[0m  \u{1B}[1mLANE\u{1B}[0m\n\u{1B}[32mready\u{1B}[0m  A1\n"
        )
    }

    @Test func whatOthersWroteStaysOnItsLine() {
        var table = Table([.words("NAME")])
        table.add([.init("two\nlines\u{1B}[2J")])
        #expect(table.text(Presentation()) == "NAME\ntwo lines\u{FFFD}[2J\n")
    }
}
