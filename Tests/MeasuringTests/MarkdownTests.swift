import Measuring
import Testing

@Suite("Performance report")
struct MarkdownTests {
    @Test(
        arguments: [
            (0, "0"), (1, "1"), (1.5, "1.5"), (1.2345, "1.23"), (0.04567, "0.0457"), (12.345, "12.3"), (99.96, "100"),
            (150, "150"), (999.6, "1,000"), (1_000, "1,000"), (48_213, "48,200"), (1_234_567, "1,230,000"),
            (-2.5, "-2.5"),
            (.nan, "-"), (1.004, "1"), (2.05, "2.05"),
        ] as [(Double, String)]
    )
    func figuresHaveThreeDigits(value: Double, text: String) {
        #expect(FigureText.write(value) == text)
    }

    private static var section: Section {
        var section = Section("Appends", method: "Side by side.")
        section.figures = [
            Figure("raw", [100, 300, 200], unit: "per s"),
            Figure(
                "ours",
                [500, 600, 700],
                unit: "per s",
                latency: Figure.Latency(seconds: [0.001, 0.001, 0.002]),
                comparedWith: "raw"
            ),
            Figure("without a peer", [1], unit: "per s", comparedWith: "missing"),
        ]
        return section
    }

    @Test func aTableHasMediansQuartilesLatenciesAndRatios() {
        #expect(
            Markdown.write(Self.section) == """
                ## Appends

                Side by side.

                | what           |    median |  quartiles | n | p50 ms | p99 ms | ratio |
                |----------------|----------:|-----------:|--:|-------:|-------:|------:|
                | raw            | 200 per s | 150 to 250 | 3 |        |        |       |
                | ours           | 600 per s | 550 to 650 | 3 |      1 |   1.98 |   × 3 |
                | without a peer |   1 per s |     1 to 1 | 1 |        |        |       |

                """
        )
    }

    @Test func anAimSaysWhetherItWasReached() {
        var section = Section("Aims", method: "Looked.")
        section.aims = [
            Aim("small", measured: 5, bound: 6, unit: "MB"),
            Aim("fast", measured: 1.5, bound: 2, unit: "×", moreIsBetter: true),
        ]
        section.remarks = ["No peer here."]
        let text = Markdown.write(section)
        #expect(text.contains("- Aim: small, under 6 MB: reached with 5 MB.\n"))
        #expect(text.contains("- Aim: fast, at least 2 ×: **missed** with 1.5 ×.\n- No peer here.\n"))
    }

    @Test func theReportIsTheSameAfterJSON() throws {
        var report = Report(date: "2026-11-21T00:00:00Z", circumstances: [.init("disk", "a | b")])
        report.sections = [Self.section]
        #expect(try Report(json: report.json()) == report)
        let page = Markdown.write(report, introduction: "What it is.")
        #expect(
            page.hasPrefix("# Performance\n\nWhat it is.\n\n| run | |\n|---|---|\n| date | 2026-11-21T00:00:00Z |\n")
        )
        #expect(page.contains("| disk | a / b |"))
    }

    @Test func someSectionsOfAPageAreReplacedAndSayWhenTheyWereMeasured() {
        func report(_ date: String, _ sections: [Section]) -> Report {
            var report = Report(
                date: date,
                circumstances: [.init("processor", "x"), .init("revision", "abc"), .init("load before the run", "0.5")]
            )
            report.sections = sections
            return report
        }
        let first = Section("First", method: "One.")
        var second = Section("Second", method: "Two.")
        let page = Markdown.write(report("d1", [first, second]), introduction: "Hello.")
        second.method = "Two anew.\n\n### Not a section"
        let third = Section("Third", method: "Three.")
        let after = Markdown.update(page, with: report("d2", [second, third]))
        let note = "Measured in a run of its own: date d2, revision abc, load before the run 0.5."
        #expect(
            after == """
                # Performance

                Hello.

                | run | |
                |---|---|
                | date | d1 |
                | processor | x |
                | revision | abc |
                | load before the run | 0.5 |

                ## First

                One.

                ## Second

                Two anew.

                ### Not a section

                \(note)

                ## Third

                Three.

                \(note)

                """
        )
        // The same again changes nothing.
        #expect(Markdown.update(after, with: report("d2", [second, third])) == after)
    }
}
