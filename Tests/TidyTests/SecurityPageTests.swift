import TestSupport
import Testing

/// docs/security.md says of everything that is refused which test proves it. A test that was renamed or removed is
/// noticed here.
@Suite("The page on security")
struct SecurityPageTests {
    /// The tests that a page names, as `Suite.test`.
    static func named(in page: String) -> [(suite: String, test: String)] {
        page.matches(of: /`([A-Z][A-Za-z0-9]*Tests)\.([a-zA-Z0-9]+)`/).map {
            (String($0.output.1), String($0.output.2))
        }
    }

    /// What is wrong with the naming of a test; nil when it is there.
    static func fault(of name: (suite: String, test: String), in files: [SourceText]) -> String? {
        let file = files.first { $0.path.hasSuffix("/\(name.suite).swift") }
        guard let file else { return "there is no \(name.suite).swift under Tests" }
        let isThere = file.lines.contains { $0.contains("func \(name.test)(") && !$0.contains("private func") }
        return isThere ? nil : "\(file.path) has no test \(name.test)"
    }

    @Test func namesTestsThatThereAre() throws {
        let files = try SourceTree.swiftFiles.get().filter { $0.path.hasPrefix("Tests/") }
        let named = Self.named(in: try SourceTree.text(of: "docs/security.md"))
        #expect(named.count > 60, "the page names the test of every refusal")
        let faults = named.compactMap { Self.fault(of: $0, in: files) }
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
    }

    @Test func hasATestInEveryRowOfRefusals() throws {
        let rows = try SourceTree.text(of: "docs/security.md").split(separator: "\n").filter {
            $0.hasPrefix("| ") && $0.split(separator: "|").count == 2
        }
        try #require(rows.count > 20)
        for row in rows where !row.hasPrefix("| what is refused") {
            #expect(!Self.named(in: String(row)).isEmpty, "\(row)")
        }
    }

    @Test func aTestThatIsNotThereIsAFault() {
        let files = [SourceText(path: "Tests/A/BoxTests.swift", text: "    @Test func opens() {}\n")]
        #expect(Self.named(in: "x `BoxTests.opens`, `Box.opens`").map(\.test) == ["opens"])
        #expect(Self.fault(of: ("BoxTests", "opens"), in: files) == nil)
        #expect(Self.fault(of: ("BoxTests", "open"), in: files) != nil)
        #expect(Self.fault(of: ("LidTests", "opens"), in: files) != nil)
    }
}
