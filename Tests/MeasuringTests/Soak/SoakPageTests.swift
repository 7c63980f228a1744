import Measuring
import Testing

@Suite("Soak page")
struct SoakPageTests {
    private static func page(_ record: SoakRecord) -> String {
        SoakPage.write(record, date: "2026-11-30T12:00:00Z", circumstances: [Report.Circumstance("kernel", "Linux")])
    }

    @Test func everyTableHasItsFigures() {
        let page = Self.page(.whole)
        #expect(page.hasPrefix("# Soak\n"))
        for row in [
            "| date ", "| seed ", "| offered ", "| refused: `soldOut` ", "| ended `captured` ", "| agent killed ",
            "| receipts ", "| journal ",
        ] {
            #expect(page.contains("\n\(row)"), "\(row)")
        }
        #expect(!page.contains("**no**"))
    }

    @Test func whatDoesNotHoldIsSaid() {
        var record = SoakRecord.whole
        record.lanes[0].firings = 4
        #expect(Self.page(record).contains("1: A1 4 times for 3 "))
        #expect(Self.page(record).contains("**no**"))
    }

    @Test func aSoakThatSawNothingHasAPageToo() {
        let page = Self.page(SoakRecord(seed: 1, machines: 1, capacity: 1))
        #expect(page.contains("## Checks"))
    }
}
