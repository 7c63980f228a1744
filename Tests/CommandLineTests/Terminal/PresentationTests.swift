import Testing

@testable import mintmark

@Suite("Presentation")
struct PresentationTests {
    @Test(arguments: [
        ([:], true), (["NO_COLOR": "1"], false), (["NO_COLOR": "0"], false), (["NO_COLOR": ""], true),
        (["TERM": "dumb"], false), (["TERM": "xterm"], true),
    ])
    func coloursAreLeftOutWhenAskedTo(environment: [String: String], hasColour: Bool) {
        #expect(Presentation.wantsColour(environment) == hasColour)
    }

    @Test func textWithoutColourIsAsItIs() {
        #expect(Presentation().text("open", .good) == "open")
        #expect(Presentation(hasColour: true).text("open", .plain) == "open")
        #expect(Presentation(hasColour: true).text("", .bad) == "")
    }

    @Test func aSheetPutsValuesUnderOneAnother() {
        var sheet = Sheet()
        sheet.add("place", "lobby")
        sheet.add("owner", nil)
        sheet.add("machine", "")
        sheet.add("state", "open", .good)
        sheet.add("お茶", "tea")
        #expect(sheet.text(Presentation()) == "place  lobby\nstate  open\nお茶   tea\n")
    }
}
