import TestSupport
import Testing

@Suite("The tree")
struct TreeTests {
    @Test(arguments: TidyRule.all)
    func keeps(_ rule: TidyRule) throws {
        let findings = try SourceTree.swiftFiles.get().flatMap(rule.check)
        for finding in findings { Issue.record("\(finding)") }
    }

    @Test func documentsWhatOneModuleOffersAnother() throws {
        let files = try SourceTree.swiftFiles.get()
        let rule = TidyRule.documentation(requirements: TidyRule.requirements(of: files))
        for finding in files.flatMap(rule.check) { Issue.record("\(finding)") }
    }

    @Test func hasPagesWhoseLinksLeadSomewhere() throws {
        let pages = ["README.md", "CONTRIBUTING.md"] + SourceTree.paths(under: ["docs"], endingIn: ".md")
        for page in pages {
            let text = try SourceTree.text(of: page)
            for finding in MarkdownLinks.broken(in: text, at: page, exists: SourceTree.exists) {
                Issue.record("\(finding)")
            }
        }
    }

    @Test func hasFilesOfAReadableLength() throws {
        let lengths = try SourceTree.swiftFiles.get().filter(\.isShipped).map(\.lines.count).sorted()
        try #require(lengths.count > 20, "the sources were not found under \(PackageRoot.path)")
        let median = lengths[lengths.count / 2]
        let tenth = lengths[lengths.count * 9 / 10]
        print("Sources: \(lengths.count) files, median \(median) lines, p90 \(tenth), longest \(lengths.last ?? 0)")
        #expect(median <= 110, "half of the files have more than 110 lines; one type per file")
        #expect(tenth <= 320, "a tenth of the files has more than 320 lines; one type per file")
    }
}
