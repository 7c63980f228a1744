import Testing

@Suite("MarkdownLinks")
struct MarkdownLinksTests {
    private func broken(_ text: String, at path: String = "docs/a.md") -> [Int] {
        MarkdownLinks.broken(in: text, at: path) { ["docs/b.md", "README.md", "docs", "docs/p.svg"].contains($0) }
            .map(\.line)
    }

    @Test(arguments: [
        "[b](c.md)", "[b](../b.md)", "![p](q.svg)", "<img src=\"q.svg\">", "[b](c.md#part)", "[out](../../x.md)",
    ])
    func findsLinksThatLeadNowhere(_ line: String) {
        #expect(broken("# Title\n\(line)\n") == [2])
    }

    @Test(arguments: [
        "[b](b.md)", "[b](b.md#part)", "[up](../README.md)", "![p](p.svg \"title\")", "[here](#part)",
        "[out](https://example.org/x.md)", "[folder](../docs)", "```\n[b](c.md)\n```", "[m](mailto:a@example.org)",
    ])
    func followsThoseThatLeadSomewhere(_ line: String) {
        #expect(broken(line) == [])
    }
}
