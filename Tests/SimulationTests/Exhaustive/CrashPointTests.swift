import SQLite
import Simulation
import TestSupport
import Testing

/// The power is cut in every call of the disk, and at every message and move. `make docs` writes the page.
@Suite struct CrashPointTests {
    struct Chapter: Sendable {
        var story: ExhaustiveMode.Story
        var checkpointsOften: Bool
        var report: CrashReport
    }

    static let seeds = 3
    static let chapters = Result {
        try ExhaustiveMode.Story.allCases.flatMap { story in
            try [false, true].map { often in
                let report = try ExhaustiveMode.run(story, seeds: seeds, checkpointsOften: often)
                return Chapter(story: story, checkpointsOften: often, report: report)
            }
        }
    }

    @Test func noPromiseIsBrokenWhereverThePowerIsCut() throws {
        for chapter in try Self.chapters.get() {
            let report = chapter.report
            #expect(report.points > 100)
            #expect(report.histories == Self.seeds * report.points)
            #expect(report.lostSectors > 0 && report.tornSectors > 0)
            #expect(report.cuts > report.histories)
        }
    }

    @Test func everyResultThatCanComeDoes() throws {
        for chapter in try Self.chapters.get() {
            let results = Set(chapter.report.results.keys)
            switch chapter.story {
            case .enrolment: #expect(results == ["enrolled"])
            case .sale: #expect(results == ["finished, 1 firing", "inDoubt, 0 firings", "inDoubt, 1 firing"])
            case .stamp: #expect(results.isSuperset(of: ["commissioned", "cannotStart, commissioned"]))
            }
        }
    }

    // How often SQLite calls the disk differs between its versions; the page is of the one in Debian 12.
    @Test(.enabled(if: Connection.libraryVersion == "3.40.1"))
    func thePageIsUpToDate() throws {
        try GeneratedFile.verify(
            "docs/generated/crash-points.md",
            contents: CrashPointPage.text(try Self.chapters.get())
        )
    }
}
