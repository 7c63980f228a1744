import TestSupport
import Testing

@Suite("The tree")
struct TreeTests {
    @Test(arguments: TidyRule.all)
    func keeps(_ rule: TidyRule) throws {
        report(try SourceTree.swiftFiles.get().flatMap(rule.check))
    }

    @Test func documentsWhatOneModuleOffersAnother() throws {
        let files = try SourceTree.swiftFiles.get()
        let rule = TidyRule.documentation(requirements: TidyRule.requirements(of: files))
        report(files.flatMap(rule.check))
    }

    @Test func hasEveryModuleOnTheMap() throws {
        let map = try SourceTree.text(of: "docs/architecture.md")
        let modules = Set(
            SourceTree.paths(under: ["Sources"], endingIn: "").compactMap { path -> Substring? in
                let parts = path.split(separator: "/")
                return parts.count > 2 ? parts[1] : nil
            }
        )
        let missing = modules.filter { !map.contains($0) }.sorted()
        #expect(missing.isEmpty, "name these modules in docs/architecture.md, with what they hold and may import")
    }

    @Test func hasPagesWhoseLinksLeadSomewhere() throws {
        let pages = ["README.md", "CONTRIBUTING.md"] + SourceTree.paths(under: ["docs"], endingIn: ".md")
        try #require(pages.count > 4, "the pages were not found under \(PackageRoot.path)")
        report(
            try pages.flatMap { page in
                MarkdownLinks.broken(in: try SourceTree.text(of: page), at: page, exists: SourceTree.exists)
            }
        )
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

    /// One issue for all of them, a line each.
    private func report(_ findings: [TidyFinding]) {
        guard !findings.isEmpty else { return }
        Issue.record("\(findings.count) place(s):\n\(findings.map(\.description).joined(separator: "\n"))")
    }
}
